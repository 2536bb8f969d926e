/* Expands calendars with libical: for each file its name, then a moment a line, as read.mjs writes them. */
#include <libical/ical.h>
#include <stdio.h>

static void print_time(time_t at, struct icaltimetype like)
{
    struct icaltimetype time = icaltime_from_timet_with_zone(at, like.is_date, like.is_date ? NULL : like.zone);
    printf("%04d-%02d-%02d", time.year, time.month, time.day);
    if (!time.is_date)
        printf("T%02d:%02d", time.hour, time.minute);
    printf(" ");
}

static void found(icalcomponent *event, struct icaltime_span *span, void *data)
{
    struct icaltimetype start = icalcomponent_get_dtstart(event);
    (void)data;
    print_time(span->start, start);
    print_time(span->end, start);
    printf("%s\n", icalcomponent_get_summary(event));
}

int main(int argc, char **argv)
{
    static char text[1 << 22];
    for (int at = 3; at < argc; at++) {
        FILE *file = fopen(argv[at], "rb");
        if (!file)
            return 2;
        text[fread(text, 1, sizeof text - 1, file)] = 0;
        fclose(file);
        printf("FILE %s\n", argv[at]);
        icalcomponent *calendar = icalparser_parse_string(text);
        if (!calendar || icalcomponent_count_errors(calendar)) {
            printf("refused\n");
            continue;
        }
        for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
            icalcomponent_foreach_recurrence(event, icaltime_from_string(argv[1]), icaltime_from_string(argv[2]), found, NULL);
        icalcomponent_free(calendar);
    }
    return 0;
}

// Reads every calendar and card in a folder with ical.js and node-ical, and writes what each found as JSON: `{reader: {file:
// [line]}}`. A line of a calendar is a moment, `begin einde samenvatting` on the clock of the Netherlands; one of a card is a
// property, `NAAM waarde;waarde`.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'

const [folder, from, to, out] = process.argv.slice(2)

function icalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  ICAL.TimezoneService.reset()
  ICAL.TimezoneService.register(new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')))
  const local = time => time.isDate ? time.toString() : time.toString().slice(0, 16)
  const found = []
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component)
    const add = (start, end) => {
      if (start.toString() < to && end.toString() > from) {
        found.push(`${local(start)} ${local(end)} ${event.summary}`)
      }
    }
    if (!event.isRecurring()) {
      add(event.startDate, event.endDate)
      continue
    }
    const all = event.iterator()
    for (let next = all.next(); next && next.toString() < to; next = all.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next)
      add(startDate, endDate)
    }
  }
  return found
}

function icalJsCard(text) {
  const [, properties] = ICAL.parse(text)
  return properties.map(([name, , , ...values]) => `${name.toUpperCase()} ${values.flat().join(';')}`)
}

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'short' })

function nodeIcalReader(text) {
  // Days begin at midnight in the zone of the machine.
  const pad = number => String(number).padStart(2, '0')
  const day = time => `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`
  const local = (time, isDay) => isDay ? day(time) : clock.format(time).replace(' ', 'T')
  const window = { from: new Date(`${from}T00:00:00`), to: new Date(`${to}T00:00:00`), expandOngoing: true }
  const found = []
  for (const event of Object.values(nodeIcal.sync.parseICS(text))) {
    if (event.type !== 'VEVENT') continue
    for (const { start, end, isFullDay } of nodeIcal.expandRecurringEvent(event, window)) {
      found.push(`${local(start, isFullDay)} ${local(end, isFullDay)} ${event.summary}`)
    }
  }
  return found
}

const all = {}
for (const [reader, extension, read] of [
  ['ical.js', '.ics', icalJs],
  ['node-ical', '.ics', nodeIcalReader],
  ['ical.js (kaartje)', '.vcf', icalJsCard],
]) {
  all[reader] = {}
  for (const name of readdirSync(folder).filter(name => name.endsWith(extension))) {
    try {
      all[reader][name] = read(readFileSync(join(folder, name), 'utf8'))
    } catch (error) {
      all[reader][name] = [`refused: ${error}`]
    }
  }
}
writeFileSync(out, JSON.stringify(all))

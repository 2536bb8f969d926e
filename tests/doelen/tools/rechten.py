# Makes somebody with a key in a moto that runs, and lets nobody else in from then on. Says the number of the key, and the key.
import json
import sys

import boto3
import requests

server = sys.argv[1]
people = boto3.client("iam", endpoint_url=server, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
people.create_user(UserName="publiceert")
key = people.create_access_key(UserName="publiceert")["AccessKey"]
rule = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
policy = json.dumps({"Version": "2012-10-17", "Statement": [rule]})
people.put_user_policy(UserName="publiceert", PolicyName="s3", PolicyDocument=policy)
requests.post(server + "/moto-api/reset-auth", data="0").raise_for_status()
print(key["AccessKeyId"], key["SecretAccessKey"])

"""Watches the system calls of `copydesk edit`: is each acknowledged edit synced before its answer? Usage: syncs.py COPYDESK"""
import json, os, re, subprocess, sys, tempfile

copydesk = os.path.realpath(sys.argv[1])
EDITS = 400

with tempfile.TemporaryDirectory() as folder:
    environment = dict(os.environ, XDG_STATE_HOME=os.path.join(folder, "state"))
    with open(os.path.join(folder, "a.txt"), "w") as article:
        article.write("Rents rose.")
    subprocess.run([copydesk, "new", "a.txt"], cwd=folder, env=environment, check=True, capture_output=True)
    trace = os.path.join(folder, "trace")
    calls = "trace=openat,write,writev,pwrite64,fsync,fdatasync,close,rename,renameat,renameat2,ftruncate"
    child = subprocess.Popen(
        ["strace", "-f", "-y", "-s", "100000", "-e", calls, "-o", trace, copydesk, "edit", "a.ron"],
        cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # One by one, then many ahead of their answers.
    line = json.dumps({"annotate": {"label": "claim", "fragments": [[0, 5]]}}) + "\n"
    answers = 0
    for _ in range(EDITS // 2):
        child.stdin.write(line)
        child.stdin.flush()
        answers += json.loads(child.stdout.readline())["ok"]
    child.stdin.write(line * (EDITS // 2))
    child.stdin.close()
    answers += sum(json.loads(answer)["ok"] for answer in child.stdout)
    assert child.wait() == 0 and answers == EDITS, answers

    journaled = synced = acknowledged = early = syncs = 0
    for call in open(trace, encoding="utf-8", errors="replace"):
        call = re.sub(r"^\d+ +", "", call)
        to_journal = re.match(r"(write|pwrite64)\(\d+<[^>]*(\.journal|\.part)>, \"(.*)\"", call)
        if to_journal:
            journaled += to_journal.group(3).count(" made {")
        elif re.match(r"f(data)?sync\(\d+<[^>]*(\.journal|\.part)>", call) and " = 0" in call:
            synced, syncs = journaled, syncs + 1
        elif call.startswith("write(1<"):
            acknowledged += call.count('{\\"ok\\":true')
            early += max(0, acknowledged - synced)
    print(f"{acknowledged} edits acknowledged, {syncs} syncs, {early} acknowledged with no sync before the answer")
    sys.exit(acknowledged != EDITS or early != 0)

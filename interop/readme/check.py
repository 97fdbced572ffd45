"""Runs the README's code samples as they stand there, but for the port.

A sample is a fenced block under "The first message"; its first fence word is the language.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
README = HERE.parent.parent / "README.md"
PORT = os.environ.get("BROKER_PORT", "5672")

JAVA_AROUND = """
import static java.nio.charset.StandardCharsets.UTF_8;
import com.rabbitmq.client.*;
import java.util.Map;

public class Sample {
  public static void main(String[] arguments) throws Exception {
%s
  }
}
"""


def samples():
    """Language and code of each block of the section."""
    text = README.read_text(encoding="utf-8")
    section = text.split("## The first message", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL)


def replaced(code, old, new):
    if old not in code:
        raise SystemExit(f"the sample has no {old!r} any more")
    return code.replace(old, new, 1)


def java(code, folder):
    code = replaced(code, 'setHost("127.0.0.1");', f'setHost("127.0.0.1"); factory.setPort({PORT});')
    (folder / "Sample.java").write_text(JAVA_AROUND % code, encoding="utf-8")
    classpath = folder / "classpath"
    subprocess.run(
        ["mvn", "-B", "-ntp", "-q", "-f", HERE.parent / "perf-test" / "pom.xml",
         "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
         f"-Dmdep.outputFile={classpath}"], check=True)
    return ["java", "-cp", classpath.read_text(), folder / "Sample.java"], None


def python(code, folder):
    code = replaced(code, '"127.0.0.1")', f'"127.0.0.1", {PORT})')
    (folder / "sample.py").write_text(code, encoding="utf-8")
    return ["python3", folder / "sample.py"], None


def js(code, folder):
    code = replaced(code, "amqp://127.0.0.1", f"amqp://127.0.0.1:{PORT}")
    (folder / "sample.js").write_text(code, encoding="utf-8")
    modules = HERE.parent / "node-amqplib" / "node_modules"
    return ["node", folder / "sample.js"], dict(os.environ, NODE_PATH=str(modules))


LANGUAGES = {"java": (java, "Java"), "python": (python, "Python"), "js": (js, "Node")}


def main():
    failed = 0
    found = samples()
    if {language for language, _ in found} != set(LANGUAGES):
        raise SystemExit(f"samples in {sorted(language for language, _ in found)}")
    for language, code in found:
        prepare, name = LANGUAGES[language]
        with tempfile.TemporaryDirectory() as folder:
            command, environment = prepare(code, pathlib.Path(folder))
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=60)
        if done.returncode == 0 and done.stdout.strip().endswith(f"hello from {name}"):
            print(f"  ok {language}")
        else:
            failed += 1
            print(f"{language}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return failed


if __name__ == "__main__":
    sys.exit(main())

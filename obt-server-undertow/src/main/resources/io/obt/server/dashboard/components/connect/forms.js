/**
 * How an agent is started, in the forms it is needed in: each is `(server, token, version) => [{says, text}]`, the steps
 * with what is to be copied. The token stands in the environment: a flag is seen in the list of processes.
 */
export const FORMS = {
  "./obt": (server, token) => [
    { says: "Run this in a checkout of OBT, on a machine with Ollama:", text: `${variable(token)}./obt agent --server ${server}` },
  ],
  "Jar": (server, token) => [
    {
      says: "Copy obt-agent.jar to a machine with Ollama and Java 17 or newer, and run there:",
      text: `${variable(token)}java -jar obt-agent.jar --server ${server}`,
    },
  ],
  "systemd": (server, token) => [
    { says: "With obt-agent.jar in /opt/obt, this is /etc/systemd/system/obt-agent.service:", text: unit(server) },
    ...(token
      ? [{
        says: "The token, in a file that root alone reads:",
        text: `sudo install -m 600 /dev/stdin /etc/obt-agent.env <<< 'OBT_JOIN_TOKEN=${token}'`,
      }]
      : []),
    { says: "Start it, now and with the machine:", text: "sudo systemctl enable --now obt-agent" },
  ],
  "Container": (server, token) => [
    { says: "Beside obt-agent.jar, on a Linux machine with Ollama and Docker:", text: container(server, token) },
  ],
  "Your Java service": (server, token, version) => [
    { says: "In its pom.xml:", text: dependency(version) },
    ...(token ? [{ says: "In its environment, until it has joined:", text: `OBT_JOIN_TOKEN=${token}` }] : []),
    { says: "Where it starts:", text: code(server, token) },
    { says: "Where it ends, so that the fleet knows that its silence is meant:", text: "agent.close();" },
  ],
};

const variable = (token) => (token ? `OBT_JOIN_TOKEN=${token} ` : "");

const unit = (server) => `[Unit]
Description=OBT agent
Wants=network-online.target
After=network-online.target ollama.service

[Service]
Environment=OBT_SERVER_URL=${server}
Environment=OBT_AGENT_DIR=/var/lib/obt-agent
EnvironmentFile=-/etc/obt-agent.env
ExecStart=/usr/bin/java -Xmx96m -jar /opt/obt/obt-agent.jar
DynamicUser=yes
StateDirectory=obt-agent
Restart=always

[Install]
WantedBy=multi-user.target`;

// In the host's network the agent reaches an Ollama that listens on the loopback address, and is called as the host is.
const container = (server, token) => `${variable(token)}docker run -d --name obt-agent --restart unless-stopped --network host \\
  -e OBT_SERVER_URL=${server}${token ? " -e OBT_JOIN_TOKEN" : ""} \\
  -e OBT_AGENT_DIR=/data -v obt-agent:/data \\
  -v "$PWD/obt-agent.jar:/obt-agent.jar:ro" \\
  eclipse-temurin:17-jre java -Xmx96m -jar /obt-agent.jar`;

const dependency = (version) => `<dependency>
  <groupId>io.obt</groupId>
  <artifactId>obt-sdk</artifactId>
  <version>${version}</version>
</dependency>`;

const code = (server, token) => `import io.obt.sdk.ObtAgent;
import java.net.URI;${token ? "\nimport java.nio.file.Path;" : ""}

ObtAgent agent = ObtAgent.builder(URI.create("${server}"))
    .clientId("my-service")${token ? `
    .joinToken(System.getenv("OBT_JOIN_TOKEN"), Path.of("obt-agent-data"))` : ""}
    .start(); // returns at once, and throws nothing when the server or Ollama is away`;

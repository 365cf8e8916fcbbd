//! Starting a web server with a shipped recipe.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::hosts::BASE;
use crate::paths::on_path;
use crate::shell::{Problem, at};

/// A kind of web server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerKind {
    /// With its brotli module enabled if that is installed.
    Nginx,
    /// As shipped.
    Caddy,
    /// As shipped.
    Apache,
}

/// The access log that the journeys read, in the shape of Caddy's.
const LOG_LINE: [&str; 5] =
    [r#"{"request":{"method":""#, r#"","uri":""#, r#"","headers":{"Content-Length":[""#, r#""]}},"status":"#, r#"}"#];

/// Where Debian and others install Apache modules.
const APACHE_MODULES: [&str; 3] = ["/usr/lib/apache2/modules", "/usr/lib/httpd/modules", "/usr/libexec/apache2"];

/// Modules that the recipe needs in addition to the default ones.
const APACHE_LOADED: [&str; 12] = [
    "mpm_event",
    "authz_core",
    "alias",
    "dir",
    "env",
    "setenvif",
    "headers",
    "mime",
    "rewrite",
    "negotiation",
    "filter",
    "deflate",
];

const NGINX_BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

impl ServerKind {
    /// All tested servers.
    pub const ALL: [Self; 3] = [Self::Nginx, Self::Caddy, Self::Apache];

    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
            Self::Apache => "apache",
        }
    }

    /// Debian's packages.
    pub fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Nginx => &["nginx", "libnginx-mod-http-brotli-static"],
            Self::Caddy => &["caddy"],
            Self::Apache => &["apache2-bin", "mime-support"],
        }
    }

    /// Whether everything that is tested is installed.
    pub fn is_whole(self) -> bool {
        self.find().is_some() && (self != Self::Nginx || Path::new(NGINX_BROTLI).is_file())
    }

    /// Its program, where it is installed.
    pub fn find(self) -> Option<PathBuf> {
        // Not on every PATH.
        let in_sbin = |name: &str| Some(Path::new("/usr/sbin").join(name)).filter(|program| program.is_file());
        match self {
            Self::Nginx => on_path(&["nginx"]).or_else(|| in_sbin("nginx")),
            Self::Caddy => on_path(&["caddy"]),
            Self::Apache => on_path(&["apache2", "httpd"]).or_else(|| in_sbin("apache2")),
        }
    }

    /// The configuration around the recipe: only port, folder and log are the test's own.
    fn configuration(self, hosting: &Path, folder: &Path, root: &Path, port: u16) -> Result<String, Problem> {
        let (at_folder, at_root) = (folder.display().to_string(), root.display().to_string());
        let recipe = |name: &str| at(&hosting.join(name), fs::read_to_string(hosting.join(name)));
        let [a, b, c, d, e] = LOG_LINE;
        match self {
            Self::Nginx => {
                let has_brotli = Path::new(NGINX_BROTLI).is_file();
                let mut page = with(&recipe("nginx.conf")?, "listen 8080", &format!("listen 127.0.0.1:{port}"))?;
                page = with(&page, "root /srv/onsight", &format!("root {at_root}"))?;
                if has_brotli {
                    page = with(&page, "#brotli_static", "brotli_static")?;
                }
                let module = if has_brotli { format!("load_module {NGINX_BROTLI};\n") } else { String::new() };
                let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                    .map(|name| format!("{name}_temp_path {at_folder}/{name};\n"))
                    .concat();
                // `escape=json` omits a missing header.
                let log = format!(
                    "log_format journeys escape=json '{a}$request_method{b}$request_uri{c}$http_content_length{d}$status{e}';\n"
                );
                Ok(format!(
                    "{module}daemon off;\npid {at_folder}/pid;\nerror_log {at_folder}/errors.log;\nevents {{}}\nhttp {{\n\
                     {temporary}{log}access_log {at_folder}/access.log journeys;\n{page}}}\n"
                ))
            }
            Self::Caddy => {
                let site = "{$ONSIGHT_ADDRESS::8080} {\n";
                let logged =
                    format!("{site}\tbind 127.0.0.1\n\tlog {{\n\t\toutput file {at_folder}/access.log\n\t}}\n");
                let page = with(&recipe("Caddyfile")?, site, &logged)?;
                Ok(format!("{{\n\tadmin off\n\tauto_https off\n}}\n{page}"))
            }
            Self::Apache => {
                let modules = APACHE_MODULES.into_iter().find(|folder| Path::new(folder).is_dir()).unwrap_or_default();
                let load =
                    APACHE_LOADED.map(|name| format!("LoadModule {name}_module {modules}/mod_{name}.so\n")).concat();
                let quoted = |text: &str| text.replace('"', "\\\"");
                let log = format!(
                    "{}%m{}%U%q{}%{{Content-Length}}i{}%>s{}",
                    quoted(a),
                    quoted(b),
                    quoted(c),
                    quoted(d),
                    quoted(e)
                );
                let page = with(&recipe("apache.conf")?, "Alias \"/onsight\"", "Alias \"/\"")?;
                let page = page.replace("\"/srv/onsight\"", &format!("\"{at_root}/\""));
                // As in Debian: the recipe must undo its settings for `.gz` and `.br`.
                let types = "/etc/mime.types";
                let types = if Path::new(types).is_file() { format!("TypesConfig {types}\n") } else { String::new() };
                Ok(format!(
                    "ServerRoot {at_folder}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {at_folder}/pid\n\
                     ErrorLog {at_folder}/errors.log\nMutex file:{at_folder} default\n{load}{types}\
                     AddType application/x-gzip .gz .tgz\nAddLanguage br .br\n\
                     AddOutputFilterByType DEFLATE text/html text/css text/javascript application/wasm\n\
                     <IfFile \"/etc/passwd\">\nUser nobody\n</IfFile>\n\
                     <Files \".ht*\">\nRequire all denied\n</Files>\n\
                     LogFormat \"{log}\" journeys\nCustomLog {at_folder}/access.log journeys\n{page}"
                ))
            }
        }
    }

    fn command(self, program: &Path, folder: &Path, file: &Path) -> Command {
        let mut command = Command::new(program);
        match self {
            Self::Nginx => command.arg("-p").arg(folder).arg("-c").arg(file),
            Self::Caddy => command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file),
            Self::Apache => command.arg("-DFOREGROUND").arg("-f").arg(file),
        };
        command
    }
}

/// A running server; it ends when this is dropped.
#[derive(Debug)]
pub struct RunningServer {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl RunningServer {
    /// Starts a server for the page in `root` and waits until it answers.
    ///
    /// # Errors
    /// When it does not start; its output is in the message.
    pub fn start(
        kind: ServerKind,
        program: &Path,
        hosting: &Path,
        folder: &Path,
        root: &Path,
    ) -> Result<Self, Problem> {
        // Free a moment ago, which is good enough for tests.
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = free.map_err(|error| Problem::new(format!("no free port: {error}"), ""))?.port();
        let file = folder.join("configuration");
        at(&file, fs::write(&file, kind.configuration(hosting, folder, root, port)?))?;
        let said = folder.join("said.log");
        let mut command = kind.command(program, folder, &file);
        command.env("ONSIGHT_ADDRESS", format!("http://:{port}")).env("ONSIGHT_ROOT", root);
        // Caddy stores its state there.
        command.env("XDG_CONFIG_HOME", folder).env("XDG_DATA_HOME", folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(at(&said, fs::File::create(&said))?);
        let child = at(program, command.spawn())?;
        let mut server = Self { child, port, folder: folder.to_path_buf() };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = matches!(server.child.try_wait(), Ok(Some(_)) | Err(_));
            if ended || started.elapsed() > Duration::from_secs(20) {
                let words =
                    ["said.log", "errors.log"].map(|name| fs::read_to_string(folder.join(name)).unwrap_or_default());
                return Err(Problem::new(format!("{} does not start:\n{}", kind.name(), words.concat()), ""));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// Address of the page.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/{BASE}/", self.port)
    }

    /// Its port on this machine.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// One JSON object per request.
    pub fn access_log(&self) -> PathBuf {
        self.folder.join("access.log")
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        // Asked to stop first: a killed nginx or Apache leaves its worker processes behind.
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        let until = Instant::now() + Duration::from_secs(5);
        while asked.is_ok() && Instant::now() < until && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Replaces a text that must occur.
fn with(text: &str, old: &str, new: &str) -> Result<String, Problem> {
    if text.contains(old) {
        return Ok(text.replace(old, new));
    }
    Err(Problem::new(format!("the recipe has no `{old}` any more"), "mend xtask/src/hosts/servers.rs"))
}

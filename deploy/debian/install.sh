#!/usr/bin/env bash
# Gezhi on one Debian 12 machine: PostgreSQL with PostGIS, the program as systemd units, nginx with TLS. Run again it
# changes nothing, or brings a new version; it never removes data. `install.sh --help` says the options.
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
root='' domain=$(hostname -f 2>/dev/null || hostname) cert='' key='' recipients='' mode=install
changes=0
units=(gezhi-http@.service gezhi-worker.service gezhi-ingest.service gezhi-backup.service gezhi-backup.timer gezhi.target)
services=(gezhi-http@8081 gezhi-http@8082 gezhi-ingest gezhi-worker)

usage() {
  cat <<'TEXT'
install.sh [options]
  --domain <name>       name by which browsers reach the machine (default: its own)
  --cert <file>         certificate chain in PEM, with --key <file>; without them one is made that browsers warn of
  --recipient <age1…>   who can open the nightly backups; again for each; without one there is no timer
  --root <folder>       staging: write all files below this folder, touch neither packages, users, database nor systemd
  --check               say what is installed and whether it answers; change nothing
  --uninstall           stop and remove program and units; data, keys, settings and backups stay
TEXT
}

say() { printf '%s\n' "$*"; }
fail() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }
changed() { changes=$((changes + 1)); say "  $*"; }
staging() { [ -n "$root" ]; }

while [ $# -gt 0 ]; do
  case $1 in
    --domain | --cert | --key | --recipient | --root) [ $# -ge 2 ] || fail "$1 needs a value" ;;
  esac
  case $1 in
    --domain) domain=$2; shift 2 ;;
    --cert) cert=$2; shift 2 ;;
    --key) key=$2; shift 2 ;;
    --recipient) recipients=${recipients:+$recipients,}$2; shift 2 ;;
    --root) root=$(mkdir -p "$2" && cd "$2" && pwd); shift 2 ;;
    --check) mode=check; shift ;;
    --uninstall) mode=uninstall; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; fail "unknown option $1" ;;
  esac
done
[ -z "$cert" ] && [ -z "$key" ] || { [ -n "$cert" ] && [ -n "$key" ]; } || fail '--cert and --key belong together'
[[ $domain =~ ^[A-Za-z0-9.-]+$ ]] || fail "$domain is no name of a machine"
staging || [ "$(id -u)" = 0 ] || fail 'run it as root (or with --root for staging)'

# --- files -----------------------------------------------------------------------------------------------------------

# place <mode> <owner> <path>: writes what comes by standard input unless it is there already.
place() {
  local path=$root$3 draft
  mkdir -p "$(dirname "$path")"
  draft=$(mktemp "$path.XXXXXX")
  cat >"$draft"
  chmod "$1" "$draft"
  staging || chown "$2" "$draft"
  if cmp -s "$draft" "$path"; then rm "$draft"; else mv "$draft" "$path" && changed "$3"; fi
}

# keep <mode> <owner> <path>: the same, but what is there stays, whatever it says: settings belong to the operator.
keep() { if [ -e "$root$3" ]; then cat >/dev/null; else place "$@"; fi; }

folder() {
  [ -d "$root$3" ] || { install -d -m "$1" "$root$3" && changed "$3/"; }
  staging || chown "$2" "$root$3"
}

random() { head -c "$1" /dev/urandom | base64 -w0; }

# --- steps -----------------------------------------------------------------------------------------------------------

install_packages() {
  local wanted=(postgresql postgresql-15-postgis-3 nginx-light openssl ca-certificates) missing=() name
  command -v apt-get >/dev/null || fail 'this script is for Debian; see docs/operations.md for other systems'
  for name in "${wanted[@]}"; do dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name"); done
  [ -e "$source_dir/node_modules/.bin/node" ] || command -v npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} -eq 0 ] && return
  DEBIAN_FRONTEND=noninteractive apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
  changed "packages: ${missing[*]}"
}

make_user() {
  id gezhi >/dev/null 2>&1 && return
  adduser --system --group --home /var/lib/gezhi --no-create-home --disabled-login gezhi >/dev/null
  changed 'user gezhi'
}

sources() { (cd "$source_dir" && tar -c --exclude=node_modules --exclude=./.git --exclude=./.gezhi --sort=name --mtime=@0 --owner=0 --group=0 "$@" .); }

# A folder for each version and a link to the one that runs: going back is the other link and a restart.
install_program() {
  local name release
  name=$(sources -f - | sha256sum | cut -c1-12)
  release=/opt/gezhi/releases/$name
  if [ ! -e "$root$release/.complete" ]; then
    rm -rf "${root:?}$release" 2>/dev/null || true
    mkdir -p "$root$release"
    sources -f - | tar -x -C "$root$release"
    if staging; then
      ln -s "$source_dir/node_modules" "$root$release/node_modules"
    elif [ -e "$source_dir/node_modules/.bin/node" ]; then
      cp -a --reflink=auto "$source_dir/node_modules" "$release/node_modules"
    else
      (cd "$release" && npm ci --no-audit --no-fund)
    fi
    staging || { chown -R root:root "$release" && chmod -R u=rwX,go=rX "$release"; }
    touch "$root$release/.complete"
  fi
  if [ "$(readlink "$root/opt/gezhi/current" 2>/dev/null)" != "releases/$name" ]; then
    ln -sfn "releases/$name" "$root/opt/gezhi/current"
    changed "/opt/gezhi/current -> releases/$name"
    # The two before stay, to go back to.
    (cd "$root/opt/gezhi/releases" && ls -1t | tail -n +4 | { grep -vx "$name" || true; } | xargs -r rm -rf --)
  fi
  place 0755 root:root /usr/local/bin/gezhi <<'TEXT'
#!/bin/sh
# gezhi <command>: as the user of the service, with its settings.
set -a
. /etc/gezhi/gezhi.env
. /etc/gezhi/backup.env
set +a
cd /var/lib/gezhi
exec runuser -u gezhi -- /opt/gezhi/current/node_modules/.bin/node /opt/gezhi/current/apps/server/src/main.ts "$@"
TEXT
}

write_settings() {
  folder 0750 root:gezhi /etc/gezhi
  folder 0750 gezhi:gezhi /var/lib/gezhi
  folder 0700 gezhi:gezhi /var/backups/gezhi
  keep 0600 root:root /etc/gezhi/gezhi.env <<TEXT
# Settings of all processes; docs/generated/settings.md says what each one means.
NODE_ENV=production
HOST=127.0.0.1
GEZHI_HOME=/var/lib/gezhi
GEZHI_PUBLIC_URL=https://$domain
DATABASE_URL=postgres://gezhi@/gezhi?host=/run/postgresql
GEZHI_SECRET=$(random 36)
GEZHI_PERSONAL_KEY_FILE=/etc/gezhi/personal.key
TEXT
  keep 0600 gezhi:gezhi /etc/gezhi/personal.key <<TEXT
{"current": "k1", "keys": {"k1": "$(random 32)"}}
TEXT
  keep 0600 root:root /etc/gezhi/backup.env <<TEXT
# Who can open the backups (age1…, comma between them): \`gezhi backup-key\` makes a pair, on another machine.
GEZHI_BACKUP_RECIPIENTS=$recipients
GEZHI_BACKUP_TO=/var/backups/gezhi
GEZHI_BACKUP_KEEP_DAYS=30
TEXT
}

make_certificate() {
  folder 0750 root:root /etc/gezhi/tls
  local to=$root/etc/gezhi/tls
  if [ -n "$cert" ]; then
    place 0644 root:root /etc/gezhi/tls/cert.pem <"$cert"
    place 0600 root:root /etc/gezhi/tls/key.pem <"$key"
  elif [ ! -e "$to/cert.pem" ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj "/CN=$domain" \
      -addext "subjectAltName=DNS:$domain" -keyout "$to/key.pem" -out "$to/cert.pem" 2>/dev/null
    chmod 0600 "$to/key.pem"
    changed "/etc/gezhi/tls: a certificate signed by itself, of which browsers warn"
    say "  REPLACE IT: install.sh --cert <chain.pem> --key <key.pem>"
  fi
}

write_nginx() {
  place 0644 root:root /etc/gezhi/nginx-listen.conf <<TEXT
# Written by install.sh: what belongs to this machine.
listen 443 ssl http2;
listen [::]:443 ssl http2;
server_name $domain;
ssl_certificate /etc/gezhi/tls/cert.pem;
ssl_certificate_key /etc/gezhi/tls/key.pem;
ssl_protocols TLSv1.2 TLSv1.3;
ssl_session_cache shared:gezhi:10m;
ssl_session_tickets off;
TEXT
  place 0644 root:root /etc/nginx/conf.d/gezhi.conf <"$source_dir/deploy/nginx/gezhi.conf"
  place 0644 root:root /etc/nginx/conf.d/gezhi-redirect.conf <<TEXT
server {
  listen 80;
  listen [::]:80;
  server_name $domain;
  return 301 https://\$host\$request_uri;
}
TEXT
}

write_units() {
  local name
  for name in "${units[@]}"; do place 0644 root:root "/etc/systemd/system/$name" <"$source_dir/deploy/systemd/$name"; done
}

as_postgres() { (cd / && runuser -u postgres -- "$@"); }

# The service owns its database and nothing else. Extensions and roles need a superuser, once.
prepare_database() {
  systemctl is-active -q postgresql || systemctl start postgresql
  if [ "$(as_postgres psql -Atc "select 1 from pg_roles where rolname = 'gezhi'")" != 1 ]; then
    as_postgres createuser gezhi
    changed 'database role gezhi, by the local socket only'
  fi
  if [ "$(as_postgres psql -Atc "select 1 from pg_database where datname = 'gezhi'")" != 1 ]; then
    as_postgres createdb -O gezhi -E UTF8 -T template0 gezhi
    changed 'database gezhi'
  fi
  as_postgres psql -q -d gezhi -v ON_ERROR_STOP=1 2>/dev/null <<'SQL'
create extension if not exists postgis;
create extension if not exists pg_trgm;
SQL
  # Migrations make the two roles under which the program reads and writes; afterwards it may make none.
  as_postgres psql -q -c 'alter role gezhi createrole'
  local ran status=0
  ran=$(gezhi_command migrate) || status=$?
  as_postgres psql -q -c 'alter role gezhi nocreaterole'
  [ "$status" = 0 ] || fail 'the database could not be migrated'
  [ "$ran" = 'The database is up to date' ] || changed "migrations: $(wc -l <<<"$ran")"
}

gezhi_command() { /usr/local/bin/gezhi "$@"; }

# One process after the other: people notice nothing.
start_services() {
  local before=$1 name
  systemctl daemon-reload
  systemctl enable -q gezhi.target "${services[@]}"
  if [ -n "$recipients" ] || grep -q '^GEZHI_BACKUP_RECIPIENTS=age1' /etc/gezhi/backup.env; then
    systemctl enable -q --now gezhi-backup.timer
  else
    say '  NO BACKUPS yet: name who can open them (--recipient age1…, see docs/operations.md)'
  fi
  for name in "${services[@]}"; do
    if [ "$changes" -gt "$before" ] || ! systemctl is-active -q "$name"; then
      systemctl restart "$name"
      wait_ready "$name"
    fi
  done
  systemctl start gezhi.target
  nginx -t -q && systemctl enable -q nginx && { systemctl is-active -q nginx && systemctl reload nginx || systemctl start nginx; }
}

port_of() { case $1 in gezhi-http@*) echo "${1#*@}" ;; gezhi-ingest) echo 8083 ;; gezhi-worker) echo 8084 ;; esac; }
ready() { curl -sf -o /dev/null --max-time 3 "http://127.0.0.1:$(port_of "$1")/ready"; }
# The first start builds the screens: a minute on two cores.
wait_ready() {
  local second
  for second in $(seq 180); do ready "$1" && return; sleep 1; done
  fail "$1 does not answer after $second s: journalctl -u $1"
}

check() {
  local bad=0 name
  for name in opt/gezhi/current etc/gezhi/gezhi.env etc/gezhi/personal.key etc/gezhi/backup.env etc/nginx/conf.d/gezhi.conf; do
    [ -e "$root/$name" ] || { say "missing: /$name"; bad=1; }
  done
  for name in gezhi.env personal.key backup.env tls/key.pem; do
    [ ! -e "$root/etc/gezhi/$name" ] || [ "$(stat -c %a "$root/etc/gezhi/$name")" = 600 ] || { say "/etc/gezhi/$name can be read by others"; bad=1; }
  done
  if ! staging; then
    for name in "${services[@]}"; do ready "$name" && say "ready: $name" || { say "NOT READY: $name"; bad=1; }; done
    systemctl is-active -q gezhi-backup.timer || { say 'NO BACKUPS: gezhi-backup.timer is off'; bad=1; }
    openssl x509 -checkend 1209600 -noout -in /etc/gezhi/tls/cert.pem >/dev/null || { say 'the certificate ends within 14 days'; bad=1; }
  fi
  [ "$bad" = 0 ] && say 'everything is in place'
  return "$bad"
}

uninstall() {
  local name
  if ! staging; then
    systemctl disable -q --now gezhi.target gezhi-backup.timer "${services[@]}" 2>/dev/null || true
  fi
  for name in "${units[@]}"; do rm -f "$root/etc/systemd/system/$name"; done
  rm -f "$root/etc/nginx/conf.d/gezhi.conf" "$root/etc/nginx/conf.d/gezhi-redirect.conf" "$root/usr/local/bin/gezhi"
  rm -rf "${root:?}/opt/gezhi" 2>/dev/null || rm -rf "$root/opt/gezhi"
  if ! staging; then systemctl daemon-reload && systemctl reload nginx 2>/dev/null || true; fi
  say 'Program and units are removed. These stay: database gezhi, /var/lib/gezhi, /etc/gezhi, /var/backups/gezhi'
}

install_all() {
  say "Gezhi for https://$domain${root:+ (staged in $root)}"
  if ! staging; then install_packages && make_user; fi
  write_settings
  make_certificate
  local before=$changes
  install_program
  write_units
  staging || prepare_database
  write_nginx
  staging || start_services "$before"
  if [ "$changes" = 0 ]; then say 'nothing changed'; else say "$changes changes"; fi
  staging || say "Open https://$domain; the first account: gezhi add-user --post <code> --username <name>"
}

case $mode in
  install) install_all ;;
  check) check ;;
  uninstall) uninstall ;;
esac

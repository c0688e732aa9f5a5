#!/bin/sh
# Chromium for the tests marked 'browser'. Installs Debian's package in CI as root; elsewhere says what is skipped.
set -u
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "SKIPPED: tests marked 'browser' (no chromium; install Debian's package 'chromium' to run them)"

#!/bin/sh
# Tests the till: every price is one, and baskets add up.
set -eu
cd "$(dirname "$0")"

failed=0

fail() {
  echo "FAILED  $1"
  failed=1
}

for file in prices/*; do
  price=$(cat "$file")
  case $price in
    [0-9].[0-9][0-9] | [0-9][0-9].[0-9][0-9]) echo "ok      $file is $price" ;;
    *) fail "$file says '$price', which is no price: write euros with a point and two decimals, such as 0.30" ;;
  esac
done

basket() {
  expected=$1
  shift
  actual=$(sh ./till.sh "$@" 2>&1) || true
  if [ "$actual" = "$expected" ]; then
    echo "ok      $* is $expected"
  else
    fail "$* is '$actual' and not $expected"
  fi
}

basket 0.00
basket 1.35 apple 3 pear 1
basket 2.08 plum 26

exit $failed

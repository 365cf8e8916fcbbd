#!/bin/sh
# Has other people's programs look at DICOM objects in a folder: dicom_objects.sh DIR
#
#   dciodvfy  dicom3tools: every module, attribute, type and condition of the standard; an error fails, a warning does not
#   dsrdump   dcmtk: reads reports and their content
#   dicom_objects.py, with pydicom and highdicom: reads every value, and what must be in it
#
# Debian: apt-get install dicom3tools dcmtk; pip install -r tests/validators/dicom_objects.txt. PYTHON names the interpreter.
# Exits with 1 where an object is faulty, and with 2 where a program is missing.
set -u
folder=${1:?"a folder of DICOM files"}
here=$(dirname "$0")
python=${PYTHON:-python3}
failed=0

for program in dciodvfy dsrdump "$python"; do
    command -v "$program" >/dev/null || { echo "$program is not here" >&2; exit 2; }
done
"$python" -c 'import highdicom, pydicom' || { echo "pip install -r $here/dicom_objects.txt" >&2; exit 2; }

count=0
for file in "$folder"/*.dcm; do
    [ -f "$file" ] || continue
    count=$((count + 1))
    # It exits with 0 whatever it finds.
    said=$(dciodvfy -new "$file" 2>&1)
    if printf '%s\n' "$said" | grep -q '^Error'; then
        printf '%s: dciodvfy\n%s\n' "$file" "$(printf '%s\n' "$said" | grep '^Error')" >&2
        failed=1
    fi
    case $(basename "$file") in
    report*)
        if ! said=$(dsrdump "$file" 2>&1 >/dev/null) || printf '%s\n' "$said" | grep -q '^E:'; then
            printf '%s: dsrdump\n%s\n' "$file" "$said" >&2
            failed=1
        fi
        ;;
    esac
done
[ "$count" -gt 0 ] || { echo "$folder: no DICOM file" >&2; exit 1; }

"$python" "$here/dicom_objects.py" "$folder" || failed=1
[ "$failed" -eq 0 ] && echo "$count DICOM objects are sound"
exit "$failed"

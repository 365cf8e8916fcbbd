### Why a PET picture has no standardised uptake value (SUV): reasons, said as "No standardised uptake value: … .".
### BQML, GML, CNTS, START and ADMIN are codes of the standard.

dicom-suv-no-unit = the file does not say the unit of its values
dicom-suv-no-injection = the file does not say what was injected
dicom-suv-no-weight = the file does not say the patient's weight
dicom-suv-no-dose = the file does not say the activity that was injected
dicom-suv-no-moment = the file does not say to which moment decay is corrected
dicom-suv-no-half-life = the file does not say the half-life
dicom-suv-no-injection-time = the file does not say when it was injected
dicom-suv-no-scan-time = the file does not say when the scan began
# $unit (Text) - code of the unit
dicom-suv-unit = its values are in { $unit }, expected BQML, GML by body weight, or CNTS with a factor of the maker
# $kind (Text) - code of what the values are divided by, as LBM
dicom-suv-kind = its values are in SUV of the kind { $kind }, expected BQML, GML by body weight, or CNTS with a factor of the maker
# $what (Text) - what they are not corrected for
dicom-suv-uncorrected =
    its values are not corrected for { $what ->
        [attenuation] attenuation
       *[decay] decay
    }
# $found (Text) - code of the correction
dicom-suv-correction = its decay correction is { $found }, expected START or ADMIN
dicom-suv-calculated = the series was calculated later than the scan, and the file does not say when the scan began
# $found (Text) - the number that stands there
dicom-suv-weight = a weight in kg of { $found } cannot be
# $found (Text) - the number that stands there
dicom-suv-dose = an injected activity in Bq of { $found } cannot be
# $found (Text) - the number that stands there
dicom-suv-half-life = a half-life in seconds of { $found } cannot be
# $count (Count) - how many there are
dicom-suv-several = the file tells of { $count } injections
# $hours (Number(1)) - below 0 where the scan came first
dicom-suv-apart = by the file the scan began { $hours } hours after the injection

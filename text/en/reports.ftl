### A report of an answer, saved as a file: the button for it, and the dialog in which its form is chosen.

# The button, beside the one that keeps an answer. What is marked is left out on a phone.
reports-save = <more>Save a </more>report
reports-not-loaded = Saving reports could not be loaded. Close the open pictures, load the page anew, and try again.
reports-title = Save a report
reports-lead = The file is written on this device and saved on it. Nothing is sent.
reports-close = Close

## Its form

reports-form = Form
reports-pdf = PDF, to read and to print
reports-structured = DICOM structured report
reports-capture = DICOM picture (secondary capture)
reports-segmentation = DICOM segmentation
reports-fhir = FHIR bundle (R4)
reports-capsule = Capsule (JSON), to check the answer later
reports-about-pdf = The report in words, for the one who is chosen below.
reports-about-structured = The answer with its figures and codes, preliminary and unverified, for the archive of a clinic.
reports-about-capture = The picture as the page shows it, once alone and, where there is one, once with the map or the outline over it. This form is the picture: it always goes along.
reports-about-segmentation = What was outlined, where it lies in the patient. It belongs to the DICOM object that was answered, and always names it.
reports-about-fhir = The answer as a preliminary report with observations, for systems that speak FHIR.
reports-about-capsule = The finding to the digit, with hashes of picture and model and without the picture. Whoever has the picture opens both here: the picture is answered again, and what differs is said. Of the file, the capsule has its name only where you choose it.
reports-reader = For whom
reports-patient = For the patient, in plain words
reports-clinician = For clinicians, with all figures
reports-paper = Paper
reports-a4 = A4
reports-letter = US Letter
reports-release = Release
reports-r4 = R4, which most systems read
reports-r5 = R5

## What may go along

reports-along = What may go along
reports-along-nothing = Unless you choose it, nothing of this does.
reports-along-picture = The picture, and what the network saw of it
reports-along-source = The identifiers of the DICOM object that was answered: study, series, image
reports-along-file-name = The name of the picture’s file, in the name of the report’s file
reports-along-date = Date and time of today
# DICOM reports and segmentations ask for one.
reports-stand-in = Without it, 1 January 1970 stands where the form asks for a date.

## What stands in it

# For systems that show one text of an answer. The first of several sentences.
# $kicker (Message) - "Closest match, says the model", "No answer for this picture"
# $headline (Message) - a class, or why there is no answer: "Glioma", "This picture is blurred"
reports-concluded = { $kicker }: { $headline }.

## Saving it

reports-write = Save the file
reports-writing = Writing…
# $name (Text) - of the file
reports-saved = Saved as { $name }.
reports-nothing-lost = Nothing is lost: the answer is still open. Try it again, or choose another form.
reports-not-taken = The browser did not take the file.
reports-no-entropy = The browser gave no random numbers, which the identifiers in the file are made of.
# $why (Text) - what the library says
reports-refused = The file could not be written: { $why }.
# Its identifiers cannot be told then.
# $why (Message) - why
reports-unread = The picture’s file could not be read again, so its identifiers are not known: { $why }

### Pages about what a model can name. What they say stands in models/<task>/conditions/.

# In the place of the name of an illness, where there is no page.
condition-heading = Known in general
# Below the name of an illness.
condition-lead = What is known of it in general, and from where. This page knows no picture and no person, and says nothing about yours.
# $day (Text) - "2026-11-29"
condition-reviewed = Last checked against its sources: { $day }
# Heading of a list of names that lead to such pages.
condition-about = What is known of what the model can name
condition-loading = Fetching the page
condition-sealed = This page is not on this device yet, and while a picture is open nothing is asked of the network. When you have closed your pictures it comes by itself, and is here from then on.
condition-failed = This page did not come. Check the connection and open it again.
condition-unknown = There is no page of this name.
# On the page about what a model is to name that is only planned.
condition-planned = There is no model that can name this yet: one is being made. What stands here does not depend on it.

## Headings for patients

condition-what = What it is
condition-noticed = What people notice
condition-examined = How it is examined
condition-treated = How it is treated
condition-next = What usually happens next
condition-urgent = When to get help at once
condition-questions = Questions for your doctor

## Headings for clinicians

condition-classification = Classification
condition-signs = Typical findings
condition-differential = Differential diagnosis
condition-examination = Next examination

## Headings for both

condition-read = Where to read more
condition-see = See also
condition-sources = Sources

## How long people live

# Figures are hidden behind this line.
condition-survival = Show how long people live with it
condition-survival-person = Neither a picture nor a network can tell how long one person lives. That depends on what the tissue is under the microscope, on age and health, on treatment, and on chance. These figures are of many people together. Your doctors can say what they mean for you, if you want to know.
condition-survival-relative = They are relative survival: people who fell ill, measured against people of the same age and sex who did not. They fell ill years ago, as the source says, and treatment has changed since.
# Of a picture with 100 dots.
condition-survival-dots = Each dot is one of 100 people. Full: alive after ten years, where that was published. Ring: alive after five years. Small: not alive after five years.
# $youngest (Count) - age in years
# $oldest (Count) - age in years
condition-ages = { $youngest } to { $oldest } years old
# $youngest (Count) - age in years
condition-ages-from = { $youngest } years or older
condition-ages-all = All ages
# $ages (Message) - "20 to 44 years old"
# $five (Count) - of 100 people
# $ten (Count) - of 100 people
condition-both = { $ages }: about { $five } of 100 alive after five years, about { $ten } after ten.
# $ages (Message) - "20 to 44 years old"
# $five (Count) - of 100 people
condition-five-only = { $ages }: about { $five } of 100 alive after five years.

### What an answer says.

-said-ask-a-doctor = Ask a doctor who sees the whole examination.

## Names of classes, in the words of the task

# $name (Text) - as the task has it
said-name = { $name }
# $list (Message) - one or more
# $next (Message) - one more, not the last
said-list = { $list }, { $next }
# $list (Message) - one or more
# $last (Message) - the last
said-either = { $list } or { $last }
# $list (Message) - one or more
# $last (Message) - the last
said-all = { $list } and { $last }
# $list (Message) - one or more classes
said-not-ruled-out = { $list } cannot be ruled out.

## What the answer is not, and what to do next

said-next-patient = This is not a diagnosis. Show your pictures to your doctor, who sees the whole examination. Do not put off seeing a doctor, and do not start, change or stop a treatment because of this.
said-next-clinician = Not a diagnosis, and not a medical device. Read the whole examination, with earlier ones and the clinical question; base no decision on this output.

## Read out when the answer is there

# $name (Text) - of the picture
# $why (Message) - a headline: "This picture is blurred"
said-turned-away = { $name }: no answer. { $why }.
# $name (Text) - of the picture
# $why (Message) - a headline: "This picture fits none of the answers the model knows"
said-abstained = { $name }: no answer. { $why }. Not a diagnosis. { -said-ask-a-doctor }
# $name (Text) - of the picture
# $headline (Message) - of the answer: a class
# $share (Message) - of the certainty: "90 %"
said-answered = { $name }: not a diagnosis. Closest match { $headline }, { $share }. { -said-ask-a-doctor }
# $name (Text) - of the picture
# $headline (Message) - of the answer: a class
# $share (Message) - of the certainty: "90 %"
# $beside (Message) - a sentence: what cannot be ruled out
said-answered-beside = { $name }: not a diagnosis. Closest match { $headline }, { $share }. { $beside } { -said-ask-a-doctor }
# $name (Text) - of the picture
# $headline (Message) - which labels stand out: "Stands out: Rust"
said-judged = { $name }: not a diagnosis. { $headline }. { -said-ask-a-doctor }

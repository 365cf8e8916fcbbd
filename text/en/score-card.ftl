### How often the model is right: a card beside the answer.

score-card-title = How often is it right?
# $caveat (Text) - sentences that came with the model
score-card-caveat = <b>Read this with care.</b> { $caveat }
score-card-unmeasured = This version of the model carries no score measured on patients it never saw. Read its answers as a demonstration.
# "Model" is the name of a page of this website.
score-card-more = Every score, the charts and the model card: <a>the page “Model”</a>.
# On a scale, where a rule stands that knows only how bright the picture is.
score-card-trivial = trivial rule

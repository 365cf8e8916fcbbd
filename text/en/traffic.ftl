### What has left this device, and every request of the visit.

## The live line

# Before a picture is open.
# $count (Count) - requests
# $left (Count) - of them to this website
# $bytes (Message) - an amount: "0 bytes"
traffic-so-far =
    So far this visit: { $count ->
        [one] { $count } request
       *[other] { $count } requests
    }, of which { $left } left this device, to this website. They sent { $bytes }.
# $count (Count) - requests that left this device
# $bytes (Message) - an amount: "0 bytes"
traffic-since =
    Since you opened this picture: { $count ->
        [one] { $count } request
       *[other] { $count } requests
    }, { $bytes } left this device.
# $count (Count) - requests that left this device
# $bytes (Message) - an amount: "0 bytes"
# $refused (Count) - requests that were refused
traffic-since-refused =
    Since you opened this picture: { $count ->
        [one] { $count } request
       *[other] { $count } requests
    }, { $bytes } left this device. { $refused } refused.

## The seal

traffic-seal-open = No picture is open
traffic-seal-elsewhere = Another tab is sealed
traffic-seal-watched = Watched
traffic-seal-sealed = Sealed
traffic-seal-broken = Seal broken
traffic-meaning-open = The page is sealed as soon as you open a picture.
traffic-meaning-elsewhere = A picture is open in another tab of Onsight. Until it is closed there, this tab works with what is kept on this device and asks the network for nothing.
# $why (Message) - one of the sentences below: "This browser gives the page no service worker, …"
traffic-meaning-watched = { $why } Requests are still listed and other websites still barred, but this website's own host could be asked.
traffic-meaning-sealed = Until you remove every picture from the list, this page answers from this device or refuses. It asks the network for nothing, unless you ask for a model: then for its files alone.
# $why (Message) - one of the sentences below: "The page's service worker stopped answering."
traffic-meaning-broken = { $why } Since then a script in this page could have asked this website's own host. Remove your pictures and load the page again.

## Why the page is not sealed

traffic-why-coming = The page's service worker is not in charge yet, as on a first visit.
traffic-why-none = This browser gives the page no service worker, as without https and in some private windows.
traffic-why-full = This device has no room left for the page's service worker.
traffic-why-failed = The page's service worker could not be installed.
traffic-why-silent = The page's service worker does not answer.

## How the seal was broken

traffic-why-lost = The service worker that kept the seal is no longer in charge.
traffic-why-mute = The service worker that kept the seal stopped answering.
traffic-why-lifted = The service worker that kept the seal no longer knows of it.
traffic-why-taken = Another script took hold of the seal before this page could.

## How far it goes

traffic-stops = While a picture is open, scripts of this page cannot reach another computer: what could is taken away or refused. Every request that the browser shows to this page and its workers is counted and listed.
traffic-unseen = No page can see what the browser itself, its extensions or the operating system send. To be sure of them too, use a window without extensions, or a device without a network.

## Folded below an answer on a narrow screen

# $done (Message) - "3 of 12 done"
traffic-folded = Pictures ({ $done }), add more
# $done (Message) - "3 of 12 done"
traffic-folded-watched = Pictures ({ $done }), add more, watched
# $done (Message) - "3 of 12 done"
traffic-folded-sealed = Pictures ({ $done }), add more, sealed
# $done (Message) - "3 of 12 done"
traffic-folded-broken = Pictures ({ $done }), add more, seal broken

## What became of a request

traffic-end-through-worker = through the service worker
traffic-end-browser = from the browser's own copy
traffic-end-device = from this device
traffic-end-network = from the website
traffic-end-policy = stopped by the page's policy
traffic-end-refused = refused

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
    }, { $left } of them to this website. They sent { $bytes }.
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
traffic-seal-watched = Watched
traffic-seal-sealed = Sealed
traffic-meaning-open = The page is sealed as soon as you open a picture.
traffic-meaning-watched = This browser has not put the page's service worker in charge, as on a first visit or without https. Requests are still listed and other websites still barred, but this website's own host could be asked.
traffic-meaning-sealed = Until you remove every picture from the list, this page answers from this device or refuses. It asks the network for nothing.

## Folded below an answer on a narrow screen

# $done (Message) - "3 of 12 done"
traffic-folded = Pictures ({ $done }), add more
# $done (Message) - "3 of 12 done"
traffic-folded-watched = Pictures ({ $done }), add more, watched
# $done (Message) - "3 of 12 done"
traffic-folded-sealed = Pictures ({ $done }), add more, sealed

## What became of a request

traffic-end-through-worker = through the service worker
traffic-end-browser = from the browser's own copy
traffic-end-device = from this device
traffic-end-network = from the website
traffic-end-policy = stopped by the page's policy
traffic-end-refused = refused

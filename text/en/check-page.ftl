### The page "Check it yourself": how anyone can see that nothing is sent.

check-page-title = Check it yourself
check-page-lead = Onsight says that your picture stays on this device. You need not believe it: here is how to see it.

## Without a network

check-page-flight = Cut the connection
# "Pictures" is the name of a page of this website, "self-check passed" stands on it.
check-page-flight-wait = Open the page “Pictures” and wait until “self-check passed” stands there: then the model is here.
check-page-flight-cut = Switch on flight mode, or pull the cable.
check-page-flight-open = Open a picture. The answer comes all the same: it is computed here.
check-page-flight-reload = Reload the page. It opens again: this browser keeps the program and the model.
check-page-flight-close = Remove the picture and close the page before you go online again.

## With the tools of the browser

check-page-tools = Watch the network
check-page-tools-tab = Open the developer tools of your browser with F12 and choose the tab “Network”.
# "ServiceWorker" stands there in every language.
check-page-tools-list = Open a picture and look at the list. What says “ServiceWorker” came from this device.
# What is marked is code: leave it as it is.
check-page-tools-break-out = Try to break out. Type this into the tab “Console” while a picture is open: <code>fetch('./?anything')</code>, <code>fetch('https://example.org')</code>
check-page-tools-ends = The first is answered from this device, the second is refused, and both stand in the list above.

## The content security policy

check-page-rules = Read the rules
check-page-rules-about = The browser itself enforces these on the page, whatever its code says. They allow this website and nothing else; no script or style may stand inside the page.
# Read out of the list of rules.
check-page-policy = Content security policy
check-page-service-worker = While a picture is open, the page's service worker goes further: it does not ask even this website. It is one short file: <code>sw.js</code>, beside this page.

## The kept program with its hashes

check-page-hashes = Compare with the source
check-page-hashes-about = Onsight is free software. The same source gives the same bytes: build it, and compare its SHA-256 sums with those of what this browser runs.
# $version (Text) - of the kept program
check-page-kept = Version kept here: <code>{ $version }</code>
# A button.
check-page-compute = Compute the sums
check-page-none-kept = This browser keeps no copy of the program yet. Reload the page once; without https there is none.
# Beside each file.
check-page-same = as built
check-page-other = not as built
# $same (Count) - files that are as built
# $all (Count) - files
check-page-count = { $same } of { $all } files have the bytes that were built.
# Read out of the list of files.
check-page-files = Files with their SHA-256

## Who made these files

# Below the sums. A build without a publisher's key.
check-page-signed-unsigned = This copy is unsigned: it was built without the key of a publisher, so nothing here shows who made it.
check-page-signed-missing = This copy expects the signature of its publisher, and this website has none. Whoever runs it has not copied the whole release, or built the files anew.
# $sums (Text) - SHA-256 of the list
check-page-signed-unable = This browser cannot check signatures of this kind (Ed25519). The list SHA256SUMS.txt of this website has the SHA-256 { $sums }: compare it with the one that the publisher gives elsewhere.
check-page-signed-forged = The signature of this website’s list of files is not valid. Open no picture here, and tell whoever runs this website.
check-page-signed-unreached = The signed list of files could not be fetched. Close your pictures, check the connection, and compute again.
# $all (Count) - files that were compared
check-page-signed-whole =
    { $all ->
        [one] The list of files is signed with the key below, and the file that is kept here is in it.
       *[other] The list of files is signed with the key below, and all { $all } files that are kept here are as it has them.
    }
# $files (Text) - names of files
check-page-signed-other = The list of files is signed with the key below, and these are not as it has them: { $files }. If this website has a newer version, reload and compute again. If they still differ, open no picture here.
# $key (Text) - the publisher's public key
check-page-signed-key = Key: { $key }. It came with this copy, and a host that exchanges the program can exchange the key: compare it with the one that the publisher gives elsewhere.
# What is marked downloads a text.
check-page-notices = Onsight is built from the work of many others: <a>their licences and notices</a>.

## Limits

check-page-limits = What this cannot show
check-page-limits-extension = An extension of your browser can read every page. Use a window without extensions if you want to be sure.
check-page-limits-browser = The browser asks for things of its own, such as updates, and may look for a newer sw.js. Such requests carry nothing of the page.
# "Watched" is what the line above says.
check-page-limits-first = On the very first visit the service worker takes charge only when it has the whole program. Until then requests are listed, not refused; the line above says “Watched”.
check-page-limits-share = If you share a picture from another program with the installed Onsight after having cleared this website's data, the browser may send it to this website's host, because nobody is there to take it. Drop or pick the picture instead.

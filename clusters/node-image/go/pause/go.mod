module kindling.dev/pause

go 1.26.0

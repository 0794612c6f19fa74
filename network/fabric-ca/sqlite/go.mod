module github.com/mattn/go-sqlite3

go 1.25.0

require modernc.org/sqlite v1.38.0

// Package sqlite3 stands for github.com/mattn/go-sqlite3, of which fabric-ca imports the driver alone: the same SQLite translated to Go, so that
// nobody needs a C compiler. Files are read and written in the same form, under the options that the C driver sets: a busy database is waited
// for, and times are texts that SQL can compare.
package sqlite3

import (
	"database/sql"
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"
)

const options = "?_pragma=busy_timeout(5000)&_pragma=synchronous(normal)&_time_format=sqlite"

type translated struct{ sqlite.Driver }

func (t *translated) Open(name string) (driver.Conn, error) {
	file, _, _ := strings.Cut(name, "?")
	return t.Driver.Open(file + options)
}

func init() { sql.Register("sqlite3", &translated{}) }

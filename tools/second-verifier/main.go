// Second-verifier checks an extracted log with the transparency-log code of the Go project (golang.org/x/mod/sumdb),
// which shares nothing with ours but the formats. It is given the folder of one log: checkpoint, vkey, tile/,
// checkpoints/<size>.txt, and proofs made by us: inclusion/<index>.txt and consistency/<size>.txt, base64 lines.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// folder reads tiles as C2SP lays them out: tile/<L>/<N>[.p/<W>], where Go has tile/<height>/<L>/<N>.
type folder string

func (dir folder) Height() int { return tileHeight }

func (dir folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		name := "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
		bytes, err := os.ReadFile(filepath.Join(string(dir), name))
		if err != nil {
			return nil, err
		}
		data[i] = bytes
	}
	return data, nil
}

func (dir folder) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("usage: second-verifier <folder of a log>"))
	}
	dir := folder(os.Args[1])
	verifier, err := note.NewVerifier(strings.TrimSpace(string(dir.must("vkey"))))
	check(err)
	known := note.VerifierList(verifier)
	newest := openCheckpoint(dir.must("checkpoint"), known)
	reader := tlog.TileHashReader(newest, dir)

	records := 0
	for _, index := range recordsOf(newest.N) {
		proof, err := tlog.ProveRecord(newest.N, index, reader)
		check(err)
		check(tlog.CheckRecord(proof, newest.N, newest.Hash, index, tlog.RecordHash(dir.record(newest.N, index))))
		records++
	}
	trees := 0
	for _, path := range dir.list("checkpoints") {
		old := openCheckpoint(dir.must(path), known)
		proof, err := tlog.ProveTree(newest.N, old.N, reader)
		check(err)
		check(tlog.CheckTree(proof, newest.N, newest.Hash, old.N, old.Hash))
		trees++
	}
	inclusion := 0
	for _, path := range dir.list("inclusion") {
		index := numberOf(path)
		hash := tlog.RecordHash(dir.record(newest.N, index))
		check(tlog.CheckRecord(dir.hashes(path), newest.N, newest.Hash, index, hash))
		inclusion++
	}
	consistency := 0
	for _, path := range dir.list("consistency") {
		old := openCheckpoint(dir.must(fmt.Sprintf("checkpoints/%d.txt", numberOf(path))), known)
		check(tlog.CheckTree(dir.hashes(path), newest.N, newest.Hash, old.N, old.Hash))
		consistency++
	}
	fmt.Printf("size %d: %d records, %d trees; ours: %d inclusion, %d consistency\n",
		newest.N, records, trees, inclusion, consistency)
}

// openCheckpoint is a signed note whose text is origin, size and root.
func openCheckpoint(bytes []byte, known note.Verifiers) tlog.Tree {
	opened, err := note.Open(bytes, known)
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		fail(fmt.Errorf("a checkpoint has three lines"))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	hash, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash}
}

// record reads one entry from its bundle: each is its length in 16 bits and its bytes.
func (dir folder) record(size, index int64) []byte {
	n, width := index>>tileHeight, 1<<tileHeight
	tile := tlog.Tile{H: tileHeight, L: 0, N: n, W: width}
	if size-n<<tileHeight < int64(width) {
		tile.W = int(size - n<<tileHeight)
	}
	bundle := dir.must("tile/entries/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/0/", tileHeight)))
	for skip := index - n<<tileHeight; skip > 0; skip-- {
		bundle = bundle[2+binary.BigEndian.Uint16(bundle):]
	}
	return bundle[2 : 2+binary.BigEndian.Uint16(bundle)]
}

// recordsOf names 300 entries spread over the log, and those at its ends.
func recordsOf(size int64) []int64 {
	indexes := []int64{0, size - 1}
	step := size/300 + 1
	for index := int64(1); index < size; index += step {
		indexes = append(indexes, index)
	}
	return indexes
}

func (dir folder) hashes(path string) []tlog.Hash {
	hashes := []tlog.Hash{}
	for _, line := range strings.Fields(string(dir.must(path))) {
		bytes, err := base64.StdEncoding.DecodeString(line)
		check(err)
		var hash tlog.Hash
		copy(hash[:], bytes)
		hashes = append(hashes, hash)
	}
	return hashes
}

func (dir folder) list(kind string) []string {
	entries, _ := os.ReadDir(filepath.Join(string(dir), kind))
	paths := []string{}
	for _, entry := range entries {
		paths = append(paths, kind+"/"+entry.Name())
	}
	return paths
}

func (dir folder) must(path string) []byte {
	bytes, err := os.ReadFile(filepath.Join(string(dir), path))
	check(err)
	return bytes
}

func numberOf(path string) int64 {
	number, err := strconv.ParseInt(strings.TrimSuffix(filepath.Base(path), ".txt"), 10, 64)
	check(err)
	return number
}

func check(err error) {
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

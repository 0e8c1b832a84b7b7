using LeadLifecycle.Proofs;

namespace LeadLifecycle.Cli.Audit;

/// <summary>Signed checkpoints one after another, as a sink writes them: an empty line stands after each.</summary>
internal static class CheckpointFile
{
    /// <exception cref="FormatException">One is none.</exception>
    public static IEnumerable<SignedNote> Read(string text)
    {
        var note = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            // A note has one empty line of its own, before its signatures; the next one ends it.
            var ends = line.Length == 0 && note.Contains("");
            if (!ends && (line.Length > 0 || note.Count > 0)) note.Add(line);
            if (!ends) continue;
            yield return Whole(note);
            note.Clear();
        }

        if (note.Count > 0) yield return Whole(note);
    }

    private static SignedNote Whole(List<string> lines) => SignedNote.Parse(string.Concat(lines.Select(line => line + "\n")));
}

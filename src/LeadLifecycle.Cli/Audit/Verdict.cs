using LeadLifecycle.Proofs;

namespace LeadLifecycle.Cli.Audit;

/// <summary>What a verification found.</summary>
/// <param name="What">The file, or the workspace of a database.</param>
/// <param name="Events">Checked.</param>
/// <param name="Checkpoints">That the events lead to and whose signature is right.</param>
/// <param name="Remarks">What could not be checked, and what would let it be.</param>
internal sealed record Verdict(string What, long Events, int Checkpoints, long FindingCount, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Remarks)
{
    public bool IsGood => FindingCount == 0;

    public static Verdict Of(string what, LogCheck check, IReadOnlyList<string> remarks) =>
        new(what, check.Leaves, check.Checkpoints, check.FindingCount, check.Findings, check.Checkpoints == 0 ? [.. remarks, "No checkpoint was reached: nothing says that these leaves are the ones that were signed."] : remarks);
}

/// <summary>What is trusted: told on the command line, from places the service cannot write to.</summary>
/// <param name="Key">Null takes the one in the file, which proves nothing by itself.</param>
/// <param name="Against">Leaves of an older copy of the log.</param>
internal sealed record Trusted(NoteKey? Key, IReadOnlyList<SignedNote> Checkpoints, ReadOnlyMemory<byte> Against)
{
    /// <summary>The same for one workspace of an installation, which signs all its logs with one key under their names.</summary>
    public Trusted Of(string workspace)
    {
        if (Key is null) return this;
        var origin = $"{Key.Name[..(Key.Name.LastIndexOf('/') + 1)]}{workspace}";
        return this with { Key = Key with { Name = origin }, Checkpoints = [.. Checkpoints.Where(note => Checkpoint.Parse(note.Text).Origin == origin)] };
    }

    public static string NoKey => "The key is the file's own; --key with one kept elsewhere proves who signed.";
}

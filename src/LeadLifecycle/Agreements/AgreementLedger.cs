namespace LeadLifecycle;

/// <summary>
/// All versions of one kind. In force at an instant is the highest number that both teams signed and whose time had come:
/// a later version also takes the place of an earlier one that was only scheduled.
/// </summary>
/// <param name="Versions">In order of number; number n stands at n - 1.</param>
/// <param name="StreamVersion">How many events it was read from.</param>
public sealed record AgreementLedger(IReadOnlyList<AgreementVersion> Versions, long StreamVersion)
{
    public static readonly AgreementLedger Empty = new([], 0);

    /// <summary>The proposal both teams have not signed yet; there is at most one.</summary>
    public AgreementVersion? Open => Versions.LastOrDefault(version => version.IsOpen);

    /// <summary>The version in force at an instant; null: the default nobody signed.</summary>
    public AgreementVersion? At(DateTimeOffset instant) => Versions.LastOrDefault(version => version.InForceFrom <= instant);

    /// <summary>The version that was signed last, in force or scheduled; null: none was.</summary>
    public AgreementVersion? Last => At(DateTimeOffset.MaxValue);

    public AgreementVersion? Numbered(int number) => number >= 1 && number <= Versions.Count ? Versions[number - 1] : null;

    /// <param name="id">The stored id of the event.</param>
    /// <param name="recordedAt">The database's clock at commit, UTC.</param>
    public AgreementLedger With(Guid id, AgreementEvent e, DateTimeOffset recordedAt)
    {
        var said = new Signature(e.Team, e.Actor, recordedAt);
        AgreementVersion[] versions = e switch
        {
            AgreementProposed proposed => [.. Versions, new AgreementVersion(proposed.Version, id, proposed.Content, proposed.ActiveFrom, [said])],
            AgreementSigned => Changed(e.Version, version => version with { Signatures = [.. version.Signatures, said] }),
            AgreementWithdrawn => Changed(e.Version, version => version with { Withdrawn = said }),
            _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "No agreement knows this event."),
        };
        return new AgreementLedger(versions, StreamVersion + 1);
    }

    public AgreementState StateOf(AgreementVersion version, DateTimeOffset now)
    {
        if (version.Withdrawn is not null) return AgreementState.Withdrawn;
        if (version.InForceFrom is not { } from) return AgreementState.Proposed;
        var begins = from > now ? from : now;
        if (Versions.Any(later => later.Number > version.Number && later.InForceFrom <= begins)) return AgreementState.Superseded;
        if (from <= now) return AgreementState.InForce;
        return version.ActiveFrom == from ? AgreementState.Scheduled : AgreementState.Signed;
    }

    private AgreementVersion[] Changed(int number, Func<AgreementVersion, AgreementVersion> change) =>
        [.. Versions.Select(version => version.Number == number ? change(version) : version)];
}

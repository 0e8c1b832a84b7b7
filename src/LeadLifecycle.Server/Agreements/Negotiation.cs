using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Agreements;

/// <summary>How the two teams come to an agreement: one proposes, the other signs, either may withdraw until then.</summary>
public sealed class Negotiation(AgreementAppends appends, AgreementsInForce agreements, TimeProvider clock)
{
    /// <summary>One open proposal per kind; proposing is that team's signature.</summary>
    public Task<AgreementLedger> Propose(Workspace workspace, AgreementKind kind, AgreementProposed asked, CancellationToken ct) => Change(workspace, kind, (ledgers, now) =>
    {
        var ledger = ledgers[kind.Name];
        if (asked.ActiveFrom < now) throw new ProblemException(Codes.ActiveFromPast, "'activeFrom' has passed; the past of an agreement never changes.");
        if (ledger.Open is { } open) throw new ProblemException(Codes.ProposalOpen, $"Version {open.Number} of '{kind.Name}' is proposed by {open.Signatures[0].Team}; sign or withdraw it first.");
        if (IsLast(kind, ledger, asked.Content)) throw new ProblemException(Codes.AgreementUnchanged, $"The teams agree on exactly this already; see /v1/agreements/{kind.Name}.");
        var proposed = asked with { Version = ledger.Versions.Count + 1 };
        var other = new AgreementSigned { Kind = kind.Name, Version = proposed.Version, Team = Teams.All.Single(team => team != asked.Team) };
        DemandConsistency(ledgers, kind.Name, ledger.With(Guid.Empty, proposed, now).With(Guid.Empty, other, now));
        return proposed;
    }, ct);

    /// <summary>
    /// The other team signs; returns when the version is in force, unless it was agreed for later. The same team again
    /// changes nothing.
    /// </summary>
    public async Task<AgreementLedger> Sign(Workspace workspace, AgreementKind kind, AgreementSigned asked, CancellationToken ct)
    {
        var ledger = await Change(workspace, kind, (ledgers, now) =>
        {
            var version = Find(ledgers[kind.Name], asked);
            if (version.Withdrawn is null && version.HasSigned(asked.Team)) return null;
            DemandOpen(version);
            if (version.Signatures.Any(signature => string.Equals(signature.Actor, asked.Actor, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ProblemException(Codes.AgreementSameActor, "The same person has signed for the other team; nobody signs for both sides.");
            }

            DemandConsistency(ledgers, kind.Name, ledgers[kind.Name].With(Guid.Empty, asked, now));
            return asked;
        }, ct);
        await agreements.Latest(workspace.Name, ct);
        await Begin(ledger.Numbered(asked.Version)!, ct);
        return ledger;
    }

    /// <summary>Only what is not signed by both can be withdrawn; after that a new version is the way.</summary>
    public Task<AgreementLedger> Withdraw(Workspace workspace, AgreementKind kind, AgreementWithdrawn asked, CancellationToken ct) => Change(workspace, kind, (ledgers, _) =>
    {
        DemandOpen(Find(ledgers[kind.Name], asked));
        return asked;
    }, ct);

    private async Task<AgreementLedger> Change(
        Workspace workspace, AgreementKind kind, Func<IReadOnlyDictionary<string, AgreementLedger>, DateTimeOffset, AgreementEvent?> decide, CancellationToken ct)
    {
        try
        {
            return await appends.Change(workspace.Name, kind.Name, decide, ct);
        }
        catch (AgreementChangedMeanwhileException)
        {
            throw new ProblemException(Codes.AgreementChangedMeanwhile, "Somebody else is changing an agreement at this moment; nothing was recorded. Read it again.");
        }
        catch (AgreementOutcomeUnknownException unknown)
        {
            throw new ProblemException(Codes.OutcomeUnknown, "The database did not say whether it was recorded; read it again.", unknown);
        }
    }

    private async Task Begin(AgreementVersion version, CancellationToken ct)
    {
        if (version.InForceFrom is not { } from || from > version.Signatures[^1].At + AgreementVersion.Notice) return;
        for (var left = from - clock.GetUtcNow(); left > TimeSpan.Zero; left = from - clock.GetUtcNow()) await Task.Delay(left, clock, ct);
    }

    private void DemandConsistency(IReadOnlyDictionary<string, AgreementLedger> ledgers, string kind, AgreementLedger changed)
    {
        var considered = new Dictionary<string, AgreementLedger>(ledgers, StringComparer.Ordinal) { [kind] = changed };
        Consistency.Demand(agreements.Compose(considered), changed.Versions[^1].InForceFrom!.Value);
    }

    private bool IsLast(AgreementKind kind, AgreementLedger ledger, JsonElement content) => JsonNode.DeepEquals(
        JsonObject.Create(content), ledger.Last is { } last ? JsonObject.Create(last.Content) : JsonNode.Parse(kind.Write(agreements.First).ToJsonString()));

    private static AgreementVersion Find(AgreementLedger ledger, AgreementEvent asked) => ledger.Numbered(asked.Version)
        ?? throw new ProblemException(Codes.AgreementUnknown, $"'{asked.Kind}' has no proposal {asked.Version}.");

    private static void DemandOpen(AgreementVersion version)
    {
        if (!version.IsOpen) throw new ProblemException(Codes.AgreementNotOpen, $"Version {version.Number} is {(version.Withdrawn is null ? "signed by both teams" : "withdrawn")}; propose another.");
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Agreements;

/// <summary>A version as the routes tell it. Number 0 is the default, which nobody signed.</summary>
internal static class AgreementAnswer
{
    /// <param name="version">Null for the default.</param>
    /// <param name="first">What the default is read from.</param>
    public static JsonObject Of(AgreementKind kind, AgreementLedger ledger, AgreementVersion? version, Agreed first, DateTimeOffset now)
    {
        var answer = Line(kind, ledger, version, now);
        // The database keeps no order of members; the canonical form does.
        answer["content"] = version is null ? kind.Write(first) : kind.Canonical(version.Content);
        return answer;
    }

    /// <summary>The same without its content.</summary>
    public static JsonObject Line(AgreementKind kind, AgreementLedger ledger, AgreementVersion? version, DateTimeOffset now) => new()
    {
        ["kind"] = kind.Name,
        ["version"] = version?.Number ?? 0,
        ["state"] = NameOf(version is not null ? ledger.StateOf(version, now) : ledger.At(now) is null ? AgreementState.InForce : AgreementState.Superseded),
        ["activeFrom"] = Time(version?.InForceFrom ?? version?.ActiveFrom),
        ["proposedBy"] = version is null ? null : Said(version.Signatures[0]),
        ["signatures"] = new JsonArray([.. (version?.Signatures ?? []).Select(Said)]),
        ["withdrawnBy"] = version?.Withdrawn is { } withdrawn ? Said(withdrawn) : null,
    };

    public static JsonNode? Time(DateTimeOffset? instant) => instant is null ? null : JsonSerializer.SerializeToNode(instant.Value, EventJson.Options);

    public static IReadOnlyList<string> States => [.. Enum.GetValues<AgreementState>().Select(NameOf)];

    private static string NameOf(AgreementState state) => state == AgreementState.InForce ? "in-force" : state.ToString().ToLowerInvariant();

    private static JsonObject Said(Signature signature) => new() { ["team"] = signature.Team, ["actor"] = signature.Actor, ["at"] = Time(signature.At) };
}

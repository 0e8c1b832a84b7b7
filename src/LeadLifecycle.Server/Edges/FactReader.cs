using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges;

/// <summary>What the data of a fact or a command said: the event, and what must not stand in it.</summary>
/// <param name="Event">Without times, ids and move; those are the envelope's and Intake's.</param>
/// <param name="Personal">For the vault; null when nothing personal or unknown was said.</param>
/// <param name="Contact">The contact points, for an identity when there is no subject.</param>
internal sealed record ReadFact(LeadEvent Event, JsonObject? Personal, ContactPoints Contact);

internal readonly record struct ContactPoints(string? Email, string? Phone);

/// <summary>Reads the <c>data</c> of each type of fact. Unknown members go to the vault and are named in <c>unmapped</c>.</summary>
internal static partial class FactReader
{
    private static readonly FrozenDictionary<string, Func<Members, JsonObject, LeadEvent>> Readers = new Dictionary<string, Func<Members, JsonObject, LeadEvent>>
    {
        ["lead.captured"] = Captured,
        ["lead.touched"] = (data, _) => new LeadTouched { Kind = data.Text("kind"), Channel = data.Text("channel"), Campaign = data.Text("campaign") },
        ["lead.contacted"] = (data, _) => new LeadContacted { Kind = data.Text("kind"), Channel = data.Text("channel"), Campaign = data.Text("campaign") },
        ["lead.engaged"] = (data, _) => new LeadEngaged
        {
            Kind = data.Text("kind"),
            Channel = data.Text("channel"),
            Campaign = data.Text("campaign"),
            Reopen = data.Flag("reopen") ?? false,
        },
        ["lead.marketing-qualified"] = (data, _) => new LeadMarketingQualified
        {
            Score = data.Number("score"),
            CriteriaVersion = data.Text("criteriaVersion"),
            Team = data.Text("team"),
            Reopen = data.Flag("reopen") ?? false,
        },
        ["lead.sales-accepted"] = (data, _) => new LeadSalesAccepted { Owner = data.Text("owner"), Team = data.Text("team") },
        ["lead.sales-qualified"] = (data, _) => new LeadSalesQualified
        {
            Amount = data.Amount("amount"),
            Currency = data.Text("currency"),
            ExpectedClose = data.Date("expectedClose"),
            Fit = data.Text("fit"),
        },
        ["lead.won"] = (data, _) => new LeadWon { Amount = data.Amount("amount"), Currency = data.Text("currency") },
        ["lead.lost"] = (data, personal) =>
        {
            Note(data, personal);
            return new LeadLost { Reason = data.Text("reason"), RevisitAt = data.InstantOrDate("revisitAt") };
        },
        ["lead.recycled"] = (data, personal) =>
        {
            Note(data, personal);
            return new LeadRecycled { Reason = data.Text("reason"), RevisitAt = data.InstantOrDate("revisitAt") };
        },
        ["lead.feedback"] = (data, _) => new LeadFeedback { Satisfaction = data.Number("satisfaction"), Retained = data.Flag("retained") },
        ["lead.owner-assigned"] = (data, _) => new LeadOwnerAssigned { Owner = data.Text("owner"), Team = data.Text("team") },
        ["lead.paused"] = (data, _) => new LeadPaused { Leg = data.Text("leg"), Reason = data.Text("reason"), Until = data.Instant("until") },
        ["lead.resumed"] = (data, _) => new LeadResumed { Leg = data.Text("leg") },
        ["lead.fact-voided"] = Voided,
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Types { get; } = [.. Readers.Keys.Order(StringComparer.Ordinal)];

    public static bool Knows(string type) => Readers.ContainsKey(type);

    /// <exception cref="MalformedException">A member is not what its name promises.</exception>
    public static ReadFact Read(string type, Members data)
    {
        var personal = new JsonObject();
        var e = Readers[type](data, personal) with { Actor = data.Text("actor") };
        if (data.Rest() is { } rest) AddUnmapped(personal, "", rest);
        var unmapped = (personal["unmapped"] as JsonObject)?.Select(member => Nameable(member.Key)).ToList();
        var contact = personal["contact"] as JsonObject;
        return new ReadFact(
            e with { Unmapped = unmapped },
            personal.Count > 0 ? personal : null,
            new ContactPoints((string?)contact?["email"], (string?)contact?["phone"]));
    }

    private static LeadCaptured Captured(Members data, JsonObject personal)
    {
        var contact = data.Object("contact");
        if (contact is not null)
        {
            var known = new JsonObject();
            foreach (var name in (string[])["email", "phone", "name"])
            {
                if (contact.Text(name) is { } text) known[name] = text;
            }

            if (known.Count > 0) personal["contact"] = known;
            if (contact.Rest() is { } rest) AddUnmapped(personal, "contact.", rest);
        }

        return new LeadCaptured
        {
            Source = data.Text("source"),
            SourceClass = data.Choice<SourceClass>("sourceClass"),
            Channel = data.Text("channel"),
            Campaign = data.Text("campaign"),
            Company = Company(data, personal),
            Reopen = data.Flag("reopen") ?? false,
        };
    }

    private static Company? Company(Members data, JsonObject personal)
    {
        if (data.Object("company") is not { } company) return null;
        var read = new Company
        {
            Name = company.Text("name"),
            Industry = company.Text("industry"),
            Employees = company.Count("employees"),
            Country = company.Text("country"),
            Technology = company.Text("technology"),
            Role = company.Text("role"),
        };
        if (company.Rest() is { } rest) AddUnmapped(personal, "company.", rest);
        return read == new Company() ? null : read;
    }

    /// <summary>A reason that is a code stands in the event; words of a person go to the vault and count as <c>other</c>.</summary>
    private static LeadFactVoided Voided(Members data, JsonObject personal)
    {
        var (fact, reason) = (data.RequiredId("fact"), data.RequiredText("reason"));
        if (Code().IsMatch(reason)) return new LeadFactVoided { Fact = fact, Reason = reason };
        personal["note"] = reason;
        return new LeadFactVoided { Fact = fact, Reason = "other" };
    }

    private static void Note(Members data, JsonObject personal)
    {
        if (data.Text("note") is { Length: > 0 } note) personal["note"] = note;
    }

    private static void AddUnmapped(JsonObject personal, string prefix, JsonObject rest)
    {
        if (personal["unmapped"] is not JsonObject unmapped) personal["unmapped"] = unmapped = [];
        foreach (var (name, value) in rest) unmapped[prefix + name] = value?.DeepClone();
    }

    /// <summary>A member's name may itself be personal (an address as a key); only what looks like an identifier is named.</summary>
    private static string Nameable(string name) => Identifier().IsMatch(name) ? name : "?";

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z_\-.]{0,63}$")]
    private static partial Regex Identifier();
}

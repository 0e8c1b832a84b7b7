using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Notify;

/// <summary>How much a message says, from least to most.</summary>
internal enum PayloadLevel
{
    /// <summary>Which lead, which event, when.</summary>
    Ids,

    /// <summary>And stage, team, owner, source, score, reason, leg, due.</summary>
    Facts,
}

/// <summary>What a subscription is granted to be told.</summary>
/// <param name="Contact">The fields of the contact vault it may see; they are read when a message is sent and kept nowhere.</param>
internal sealed record Payload(PayloadLevel Level, IReadOnlyList<string> Contact)
{
    public static readonly Payload Default = new(PayloadLevel.Facts, []);

    public static readonly IReadOnlyList<string> ContactFields = ["email", "phone", "name"];

    /// <exception cref="MalformedException">A member, level or field is unknown.</exception>
    public static Payload Read(Members members)
    {
        var payload = new Payload(members.Choice<PayloadLevel>("level") ?? PayloadLevel.Facts, members.TextsIfAny("contact") ?? []);
        if (payload.Contact.FirstOrDefault(field => !ContactFields.Contains(field)) is { } unknown) throw members.Malformed("contact", $"cannot hold '{unknown}'; there are {string.Join(", ", ContactFields)}");
        members.Done();
        return payload;
    }
}

using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Mautic;

/// <summary>
/// One event of a Mautic delivery. It has no id of its own: type, contact, time and what else sets it apart make one, and none of
/// these changes when it is delivered again.
/// </summary>
internal static class MauticEvent
{
    /// <param name="marks">What sets it apart from others of this type, contact and second; what is not there does not.</param>
    public static IEnumerable<Item> Tell(JsonElement e, string pointer, string type, JsonElement contact, string?[] marks, Func<Occurrence, IEnumerable<Item>> say)
    {
        if (contact.Digits("id") is not { } id) return [Doubt.Missing(pointer, "contact/id")];
        return Times.OfText(e.Text("timestamp")) is { } time
            ? say(new Occurrence(pointer, string.Join(':', [Short(type), id, .. marks.OfType<string>(), time]), Subject(id), time))
            : [Doubt.Time(pointer, e, "timestamp")];
    }

    /// <summary>A form's submission and a page's hit have ids, and times of their own.</summary>
    /// <param name="happened">The submission or hit; its contact is its <c>lead</c>.</param>
    public static IEnumerable<Item> TellById(JsonElement e, string pointer, string type, JsonElement happened, string timeMember, Func<Occurrence, IEnumerable<Item>> say)
    {
        if (happened.Digits("id") is not { } id) return [Doubt.Missing(pointer, "id")];
        if (happened.Member("lead").Digits("id") is not { } contact) return [Doubt.Missing(pointer, "lead/id")];
        return (Times.OfText(happened.Text(timeMember)) ?? Times.OfText(e.Text("timestamp"))) is { } time
            ? say(new Occurrence(pointer, $"{Short(type)}:{id}", Subject(contact), time))
            : [Doubt.Time(pointer, happened, timeMember)];
    }

    private static string Short(string type) => type["mautic.".Length..];

    private static string Subject(string contact) => "contact/" + contact;
}

using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Edges.Connections.Reading;

/// <summary>Something a vendor told of, on its way to facts.</summary>
/// <param name="Pointer">The part that told of it.</param>
/// <param name="Id">The same whenever the same is delivered, another for anything else; nothing personal in it.</param>
/// <param name="Subject">The lead, as the vendor knows it.</param>
/// <param name="Time">When it happened, RFC 3339.</param>
/// <param name="Actor">Opaque id of who did it; null when unknown.</param>
internal sealed record Occurrence(string Pointer, string Id, string Subject, string Time, string? Actor = null)
{
    public Item Said(string type, JsonObject data) => Said(Id, type, data);

    /// <summary>
    /// The facts of a word; the first has the occurrence's id, the k-th that id and k. What the mapping says goes before what the
    /// vendor says.
    /// </summary>
    /// <param name="detail">What the vendor's part says beside the word, for a type of fact.</param>
    /// <param name="why">Why there is nothing to record when the word stands for nothing.</param>
    public IEnumerable<Item> Mean(IReadOnlyList<Meaning> meanings, Func<string, JsonObject> detail, string why) => meanings.Count == 0
        ? [new Item.Ignored(Pointer, why)]
        : meanings.Select((meaning, i) => Said(i == 0 ? Id : $"{Id}/{i + 1}", meaning.Type, Merged(detail(meaning.Type), meaning.Data)));

    public static JsonObject Nothing(string type) => [];

    /// <summary>An object of the members that are there.</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var data = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not (null or JsonObject { Count: 0 })) data[name] = value;
        }

        return data;
    }

    private Item.Said Said(string id, string type, JsonObject data)
    {
        if (Actor is not null && !data.ContainsKey("actor")) data["actor"] = Actor;
        return new Item.Said(Pointer, Of(("id", id), ("type", type), ("subject", Subject), ("time", Time), ("data", data)));
    }

    private static JsonObject Merged(JsonObject said, JsonObject meant)
    {
        foreach (var (name, value) in meant) said[name] = value?.DeepClone();
        return said;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Reading;

/// <summary>
/// A fact that a vendor's word stands for. A mapping writes it as the fact's type, <c>"lead.won"</c>, or with what the word always
/// says, <c>{"type": "lead.lost", "data": {"reason": "unreachable"}}</c>; a word may stand for several, in a list, or for none, null.
/// </summary>
internal sealed record Meaning(string Type, JsonObject Data)
{
    private const int MostPerWord = 8;

    public Meaning(string type)
        : this(type, [])
    {
    }

    /// <param name="value">Undefined for null: the word is known and says nothing.</param>
    /// <exception cref="MalformedException">It is no fact, or its data is not what the fact's type asks for.</exception>
    public static IReadOnlyList<Meaning> ReadAll(JsonElement value, string pointer) => value.ValueKind switch
    {
        JsonValueKind.Undefined => [],
        _ when Unmapped.FaultOf(value) is { } fault => throw new MalformedException(pointer, $"This {fault}."),
        JsonValueKind.Array when value.GetArrayLength() > MostPerWord => throw new MalformedException(pointer, $"A word stands for at most {MostPerWord} facts."),
        JsonValueKind.Array => [.. value.EnumerateArray().Select((one, i) => Read(one, $"{pointer}/{i}"))],
        _ => [Read(value, pointer)],
    };

    private static Meaning Read(JsonElement value, string pointer)
    {
        if (value.ValueKind == JsonValueKind.String) return Checked(value.GetString()!, pointer, default, pointer);
        var members = new Members(value, pointer);
        var type = members.RequiredText("type");
        var data = members.Raw("data");
        members.Done();
        return Checked(type, members.PointerTo("type"), data, members.PointerTo("data"));
    }

    private static Meaning Checked(string type, string typePointer, JsonElement data, string dataPointer)
    {
        if (!FactReader.Knows(type)) throw new MalformedException(typePointer, $"'{type}' is no fact; known are {string.Join(", ", FactReader.Types)}.");
        var read = FactReader.Read(type, new Members(data, dataPointer));
        return read.Event.Unmapped is null
            ? new Meaning(type, data.ValueKind == JsonValueKind.Undefined ? [] : JsonObject.Create(data.Clone())!)
            : throw new MalformedException(dataPointer, $"'{string.Join(", ", read.Event.Unmapped)}' is unknown in the data of {type}.");
    }
}

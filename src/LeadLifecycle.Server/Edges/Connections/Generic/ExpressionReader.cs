using System.Text.Json;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>
/// Reads an expression: <c>"/a/b"</c>, <c>{"pointer","table","otherwise"?}</c>, <c>{"pointer", time…}</c>, <c>{"const"}</c> or
/// <c>{"join":[…],"with"?}</c>.
/// </summary>
internal static class ExpressionReader
{
    private const int MostJoined = 16;

    public static Expression? ReadIfAny(Members mapping, string name) => mapping.Raw(name) is { ValueKind: not JsonValueKind.Undefined } value ? Read(value, mapping.PointerTo(name)) : null;

    /// <exception cref="MalformedException">It is none.</exception>
    public static Expression Read(JsonElement value, string pointer)
    {
        if (value.ValueKind == JsonValueKind.String) return new Expression.At(JsonPointer.Parse(value.GetString()!) ?? throw new MalformedException(pointer, "This is no JSON Pointer: it is empty or starts with a slash."));
        if (value.ValueKind != JsonValueKind.Object) throw new MalformedException(pointer, "A JSON Pointer or an object is expected here.");
        var members = new Members(value, pointer);
        var read = Read(members);
        members.Done();
        return read;
    }

    /// <summary>Value → what it means, each as text.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Table(Members members)
    {
        var table = members.Object("table") ?? throw members.Malformed("table", "is required");
        // The request's memory goes with the request; the mapping stays.
        return table.Names.ToDictionary(name => name, name => table.RawOrNull(name), StringComparer.Ordinal);
    }

    private static Expression Read(Members members)
    {
        if (members.Has("const")) return new Expression.Constant(members.RawOrNull("const"));
        if (members.Has("join")) return new Expression.Joined(Joined(members), members.Text("with") ?? "/");
        if (members.Has("table")) return new Expression.Looked(members.Pointer("pointer"), Table(members), members.Has("otherwise") ? members.RawOrNull("otherwise") : default);
        if (members.Has("format") || members.Has("formats")) return new Expression.Instant(ItemTimeReader.Read(members));
        return new Expression.At(members.Pointer("pointer"));
    }

    private static Expression[] Joined(Members members)
    {
        var parts = members.Raw("join");
        if (parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() is 0 or > MostJoined) throw members.Malformed("join", $"is not a list of 1 to {MostJoined} expressions");
        return [.. parts.EnumerateArray().Select((part, i) => Read(part, $"{members.PointerTo("join")}/{i}"))];
    }

    /// <summary>Of its own memory, and null where null stands.</summary>
    private static JsonElement RawOrNull(this Members members, string name) =>
        members.Raw(name) is { ValueKind: not JsonValueKind.Undefined } value ? value.Clone() : JsonElement.Parse("null");
}

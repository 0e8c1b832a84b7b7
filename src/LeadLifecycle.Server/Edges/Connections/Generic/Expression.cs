using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Generic;

/// <summary>Says something of an item.</summary>
internal abstract record Expression
{
    /// <summary>Null when the item says nothing there.</summary>
    /// <exception cref="MalformedException">It says something the mapping has no meaning for; the pointer is one into the item.</exception>
    public abstract JsonNode? Of(JsonElement item);

    /// <summary>The same as text.</summary>
    public string? TextOf(JsonElement item) => Of(item) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value => value.ToJsonString(),
        _ => throw new MalformedException(MappingCodes.NotText, $"{this}", $"'{this}' holds an object or a list where a text or a number is expected."),
    };

    /// <summary>What stands at a place.</summary>
    internal sealed record At(JsonPointer Pointer) : Expression
    {
        public override JsonNode? Of(JsonElement item) => Pointer.FindValue(item) is { } value ? Scalar.Node(value) : null;

        public override string ToString() => $"{Pointer}";
    }

    /// <summary>What a table has for the value at a place; null in the table says nothing.</summary>
    /// <param name="Otherwise">For a value that is not in it; undefined asks for quarantine.</param>
    internal sealed record Looked(JsonPointer Pointer, IReadOnlyDictionary<string, JsonElement> Table, JsonElement Otherwise) : Expression
    {
        public override JsonNode? Of(JsonElement item)
        {
            if (Pointer.FindValue(item) is not { } value) return null;
            if (Table.TryGetValue(Scalar.Text(value, Pointer), out var found)) return Constant.Node(found);
            return Otherwise.ValueKind != JsonValueKind.Undefined
                ? Constant.Node(Otherwise)
                : throw new MalformedException(MappingCodes.ValueUnknown, $"{Pointer}", $"'{Scalar.Text(value, Pointer)}' at '{Pointer}' is not in the mapping's table.");
        }

        public override string ToString() => $"{Pointer}";
    }

    /// <summary>The same for every item.</summary>
    internal sealed record Constant(JsonElement Value) : Expression
    {
        public override JsonNode? Of(JsonElement item) => Node(Value);

        public static JsonNode? Node(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : Scalar.Node(value);
    }

    /// <summary>A time at a place, as RFC 3339.</summary>
    internal sealed record Instant(ItemTime Time) : Expression
    {
        public override JsonNode? Of(JsonElement item) => Time.Of(item);
    }

    /// <summary>Several in one text; when one of them says nothing, nothing is said.</summary>
    internal sealed record Joined(IReadOnlyList<Expression> Parts, string With) : Expression
    {
        public override JsonNode? Of(JsonElement item)
        {
            var texts = Parts.Select(part => part.TextOf(item)).ToArray();
            return texts.Contains(null) ? null : string.Join(With, texts);
        }
    }
}

using System.Buffers;
using System.Text.Json;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Deliveries;

/// <summary>Translates a body and reads each fact in it as <c>POST /v1/events</c> would.</summary>
internal static class Hearing
{
    /// <exception cref="MalformedException">It says more than one request may.</exception>
    public static IReadOnlyList<Heard> Of(string source, IVendorMapping mapping, JsonElement body, Request request)
    {
        var items = mapping.Translate(body);
        return items.Count <= Bodies.MostEvents
            ? [.. items.Select(item => Of(source, item, request))]
            : throw new MalformedException(Codes.EventTooLarge, "", $"A delivery says at most {Bodies.MostEvents} things; this one says {items.Count}.");
    }

    private static Heard Of(string source, Item item, Request request)
    {
        if (item is Item.Unclear unclear) return new Heard(item) { Fault = Fault.Of(unclear) };
        if (item is not Item.Said said) return new Heard(item);
        said.CloudEvent["specversion"] = "1.0";
        said.CloudEvent["source"] = source;
        try
        {
            using var json = JsonDocument.Parse(Bytes(said), Json.Reading);
            return new Heard(item) { Submission = CloudEventReader.Read(json.RootElement, request, backfill: false) };
        }
        catch (MalformedException malformed)
        {
            return new Heard(item) { Fault = Fault.Of(malformed) };
        }
    }

    private static ReadOnlyMemory<byte> Bytes(Item.Said said)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json.Writing)) said.CloudEvent.WriteTo(json);
        return buffer.WrittenCount <= Bodies.LargestEvent
            ? buffer.WrittenMemory
            : throw new MalformedException(Codes.EventTooLarge, "", $"The fact is larger than {Bodies.LargestEvent} bytes.");
    }
}

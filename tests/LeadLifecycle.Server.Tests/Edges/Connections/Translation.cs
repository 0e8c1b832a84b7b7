using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Edges;
using LeadLifecycle.Server.Edges.Connections;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>A vendor's mapping, asked without a server, and what it said, read as the server reads facts.</summary>
internal static class Translation
{
    private static readonly Request Asked = new(new Workspace(Workspace.Main, new byte[32]), new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), null, null);

    public static IVendorMapping With(this IVendor vendor, string mapping = "{}")
    {
        using var document = JsonDocument.Parse(mapping);
        return vendor.Read(new Members(document.RootElement, "/mapping"));
    }

    public static IReadOnlyList<Item> Translate(this IVendorMapping mapping, string body)
    {
        using var document = JsonDocument.Parse(body);
        return mapping.Translate(document.RootElement);
    }

    public static Delivery Delivery(string body, string url = "https://leads.example/hooks", string method = "POST", params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary();
        foreach (var (name, value) in headers) all[name] = StringValues.Concat(all[name], value);
        return new Delivery(method, new Uri(url), all, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>The fact as Intake gets it; its sender is the connection's.</summary>
    public static Submission Read(this Item.Said said)
    {
        var whole = (JsonObject)said.CloudEvent.DeepClone();
        whole["specversion"] = "1.0";
        whole["source"] = "https://vendor.example/connection";
        using var document = JsonDocument.Parse(whole.ToJsonString());
        return CloudEventReader.Read(document.RootElement, Asked, backfill: false);
    }

    public static void ShouldSay(this Item item, string pointer, string cloudEvent)
    {
        item.Pointer.ShouldBe(pointer);
        var said = item.ShouldBeOfType<Item.Said>();
        JsonNode.DeepEquals(said.CloudEvent, JsonNode.Parse(cloudEvent)).ShouldBeTrue($"said {said.CloudEvent.ToJsonString()}\nnot  {cloudEvent}");
        said.Read();
    }

    public static void ShouldBeUnclear(this Item item, string pointer, string code)
    {
        var unclear = item.ShouldBeOfType<Item.Unclear>();
        (unclear.Pointer, unclear.Code).ShouldBe((pointer, code), unclear.Detail);
    }

    public static void ShouldBeIgnored(this Item item, string pointer) => item.ShouldBeOfType<Item.Ignored>().Pointer.ShouldBe(pointer);

    public static string Type(this Item item) => (string)item.ShouldBeOfType<Item.Said>().CloudEvent["type"]!;

    public static string Id(this Item item) => (string)item.ShouldBeOfType<Item.Said>().CloudEvent["id"]!;

    public static JsonObject Data(this Item item) => item.ShouldBeOfType<Item.Said>().CloudEvent["data"]?.AsObject() ?? [];
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>A form as it is kept and shown.</summary>
internal static class FormJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new UtcInstant() },
    };

    public static JsonObject Of(Form form)
    {
        var answer = new JsonObject { ["id"] = form.Id, ["address"] = AddressOf(form) };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(form.Definition, Options)!.AsObject()) answer[name] = value?.DeepClone();
        answer["sender"] = form.Sender;
        answer["createdAt"] = JsonSerializer.SerializeToNode(form.CreatedAt, Options);
        return answer;
    }

    public static string AddressOf(Form form) => $"/v1/capture/{form.Id:D}";
}

using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>Reads a submission as the captured lead its form says it is.</summary>
internal static class FilledIn
{
    /// <exception cref="MalformedException">A field is unknown or its value is not what its member takes; the pointer names the field.</exception>
    public static Submission Read(Form form, Submitted submitted, Guid receipt, Request request)
    {
        var fact = Fact(form.Definition, submitted);
        var key = LeadKeys.Of(form.Sender, null, fact.Contact) ?? throw NoContact(form.Definition);
        // Hashed before the clock is read, so that a submission sent again is the same.
        var submission = request.Submit(request.Workspace.LeadIdOf(key.Sender, key.Subject), receipt, fact.Event with { Sender = form.Sender }, fact.Personal, key, isCommand: false);
        return submission with { Event = submission.Event with { OccurredAt = request.Now } };
    }

    private static ReadFact Fact(FormDefinition form, Submitted submitted)
    {
        var data = Data(form, submitted);
        try
        {
            return FactReader.Read("lead.captured", new Members(JsonSerializer.SerializeToElement(data), ""));
        }
        catch (MalformedException fault)
        {
            throw form.Fields.FirstOrDefault(field => fault.Pointer == $"/{field.Value.Replace('.', '/')}").Key is { } field ? Submitted.Malformed(field, "is not what is asked for here") : fault;
        }
    }

    private static JsonObject Data(FormDefinition form, Submitted submitted)
    {
        var data = new JsonObject();
        foreach (var (member, value) in form.Constants) Set(data, member, value);
        foreach (var (name, value) in submitted.Fields)
        {
            if (name is Submitted.Id or Submitted.Redirect || name == form.Honeypot) continue;
            if (form.Fields.TryGetValue(name, out var member)) Set(data, member, value);
            else if (form.UnknownFields == UnknownFields.Reject) throw Submitted.Malformed(name, "is no field of this form");
        }

        return data;
    }

    private static void Set(JsonObject data, string member, string value)
    {
        if (member.Split('.') is not [var outer, var inner])
        {
            data[member] = value;
            return;
        }

        if (data[outer] is not JsonObject nested) data[outer] = nested = [];
        nested[inner] = value;
    }

    private static MalformedException NoContact(FormDefinition form)
    {
        var fields = form.Fields.Where(field => FormMembers.Contact.Contains(field.Value)).Select(field => field.Key).ToArray();
        return Submitted.Malformed(fields[0], fields.Length == 1 ? "is required" : $"or '{fields[1]}' is required");
    }
}

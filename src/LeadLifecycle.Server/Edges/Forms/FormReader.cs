using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>Reads what an operator says of a form.</summary>
internal static class FormReader
{
    public const int MostPerMinute = 10_000;
    public const char Reserved = '_';
    private const int MostFields = 50;
    public const int MostAddresses = 20;

    /// <param name="body">Members that are there replace what was.</param>
    /// <param name="before">What was.</param>
    /// <exception cref="MalformedException">A member is not what is asked for, or the whole makes no form.</exception>
    public static FormDefinition Read(Members body, FormDefinition before)
    {
        var read = before with
        {
            Name = body.Has("name") ? body.RequiredText("name") : before.Name,
            Fields = body.Has("fields") ? Map(body, "fields") : before.Fields,
            UnknownFields = body.Has("unknownFields") ? body.Choice<UnknownFields>("unknownFields") ?? default : before.UnknownFields,
            Honeypot = body.Has("honeypot") ? body.Text("honeypot") : before.Honeypot,
            PerMinute = body.Has("perMinute") ? body.Count("perMinute") ?? new FormDefinition().PerMinute : before.PerMinute,
            Origins = body.Has("origins") ? Origins(body) : before.Origins,
            Redirects = body.Has("redirects") ? Redirects(body) : before.Redirects,
            Constants = body.Has("constants") ? Map(body, "constants") : before.Constants,
            Sender = body.Has("sender") ? body.Text("sender") : before.Sender,
        };
        body.Done();
        Check(read, body);
        return read;
    }

    private static void Check(FormDefinition form, Members body)
    {
        if (form.Name.Length == 0) throw body.Malformed("name", "is required");
        if (form.PerMinute is < 1 or > MostPerMinute) throw body.Malformed("perMinute", $"is not from 1 to {MostPerMinute}");
        if (form.Sender is "") throw body.Malformed("sender", "is empty; leave it out instead");
        if (form.Honeypot is { } honeypot && (honeypot.Length == 0 || honeypot[0] == Reserved || form.Fields.ContainsKey(honeypot))) throw body.Malformed("honeypot", $"must be a field that nobody fills in, and not begin with {Reserved}");
        CheckFields(form, body);
        foreach (var (member, value) in form.Constants)
        {
            if (!FormMembers.Constant.Contains(member)) throw body.Malformed("constants", $"cannot say '{member}'; it can say {string.Join(", ", FormMembers.Constant)}");
            if (form.Fields.Values.Contains(member)) throw body.Malformed("constants", $"says '{member}', which a field says too");
            if (member == "sourceClass" && !Enum.GetNames<SourceClass>().Contains(value, StringComparer.OrdinalIgnoreCase)) throw body.Malformed("constants", $"says '{value}', which is no sourceClass");
        }
    }

    private static void CheckFields(FormDefinition form, Members body)
    {
        if (!form.Fields.Values.Any(FormMembers.Contact.Contains)) throw body.Malformed("fields", $"must fill one of {string.Join(", ", FormMembers.Contact)}, which a lead is known by");
        foreach (var (field, member) in form.Fields)
        {
            if (field.Length == 0 || field[0] == Reserved) throw body.Malformed("fields", $"cannot name '{field}': names that begin with {Reserved} are the service's");
            if (!FormMembers.Allows(member)) throw body.Malformed("fields", $"cannot fill '{member}'; it can fill {string.Join(", ", FormMembers.Known)}, or a word of letters that goes to the vault");
        }

        if (form.Fields.Values.GroupBy(member => member).FirstOrDefault(same => same.Count() > 1) is { } twice) throw body.Malformed("fields", $"fills '{twice.Key}' twice");
    }

    private static Dictionary<string, string> Map(Members body, string name)
    {
        var members = body.Object(name) ?? throw body.Malformed(name, "must be an object");
        var names = members.Names;
        return names.Count <= MostFields ? names.ToDictionary(one => one, members.RequiredText) : throw body.Malformed(name, $"holds more than {MostFields}");
    }

    /// <summary>As browsers write them: scheme, host and a port that is not the scheme's.</summary>
    private static string[] Origins(Members body) => [.. body.Texts("origins", MostAddresses).Select(origin =>
        Web(origin) is { } address && address.GetLeftPart(UriPartial.Authority) is var written && written.Equals(origin, StringComparison.OrdinalIgnoreCase)
            ? written
            : throw body.Malformed("origins", $"holds '{origin}', which is no origin such as https://www.example.com"))];

    private static string[] Redirects(Members body) => [.. body.Texts("redirects", MostAddresses).Select(address => Web(address) is not null
        ? address
        : throw body.Malformed("redirects", $"holds '{address}', which is no address of a web page"))];

    private static Uri? Web(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0 && text.All(c => c is > ' ' and < '\x7f') ? address : null;
}

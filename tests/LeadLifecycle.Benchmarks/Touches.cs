using System.Text;

namespace LeadLifecycle.Benchmarks;

/// <summary>CloudEvents of leads that exist, made by writing an id and a subject into bytes that are otherwise the same.</summary>
internal static class Touches
{
    private const int BatchOfLeads = 500;
    private const string Id = "00000000000000000000000000000000";
    private const string Subject = "lead/000000";
    private const string Form = $$"""{"specversion":"1.0","id":"{{Id}}","source":"urn:benchmark","subject":"{{Subject}}","type":"lead.TYPE","time":"2026-03-02T09:15:00Z","data":{"channel":"web"} }""";
    private static readonly byte[] Touched = Encoding.UTF8.GetBytes(Form.Replace("TYPE", "touched"));
    private static readonly byte[] Captured = Encoding.UTF8.GetBytes(Form.Replace("TYPE", "captured"));
    private static readonly int IdAt = Form.IndexOf(Id, StringComparison.Ordinal);
    private static readonly int NumberAt = Form.IndexOf(Subject, StringComparison.Ordinal) + Subject.IndexOf('0');

    /// <summary>Captures the leads 0 to <paramref name="leads"/>, exclusive.</summary>
    public static async Task Capture(Sender sender, int leads)
    {
        foreach (var numbers in Enumerable.Range(0, leads).Chunk(BatchOfLeads)) await sender.Post(sender.Address("/v1/events"), Sender.Many, Array(Captured, numbers));
    }

    /// <summary>One touch, under an id that nothing else has.</summary>
    public static byte[] One(int lead)
    {
        var body = new byte[Touched.Length];
        Write(body, Touched, lead, Guid.NewGuid());
        return body;
    }

    /// <summary>A batch of touches, one of each lead.</summary>
    public static byte[] Many(IReadOnlyList<int> leads) => Array(Touched, leads);

    /// <summary>The same under ids of the caller's, as many as leads.</summary>
    public static byte[] Many(IReadOnlyList<int> leads, IReadOnlyList<Guid> ids) => Array(Touched, leads, ids);

    private static byte[] Array(byte[] form, IReadOnlyList<int> leads, IReadOnlyList<Guid>? ids = null)
    {
        var body = new byte[1 + (leads.Count * (form.Length + 1))];
        body[0] = (byte)'[';
        for (var i = 0; i < leads.Count; i++)
        {
            var at = 1 + (i * (form.Length + 1));
            Write(body.AsSpan(at), form, leads[i], ids?[i] ?? Guid.NewGuid());
            body[at + form.Length] = (byte)(i == leads.Count - 1 ? ']' : ',');
        }

        return body;
    }

    private static void Write(Span<byte> into, byte[] form, int lead, Guid id)
    {
        form.CopyTo(into);
        id.TryFormat(into[IdAt..], out _, "N");
        lead.TryFormat(into[NumberAt..], out _, "D6");
    }
}

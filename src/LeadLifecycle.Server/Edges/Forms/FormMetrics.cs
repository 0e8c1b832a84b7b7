using System.Diagnostics.Metrics;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>What became of submissions, on the meter <c>LeadLifecycle</c>.</summary>
internal sealed class FormMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _submissions =
        meters.Create(Telemetry.Name).CreateCounter<long>("leads.forms.submissions", description: "Submissions of capture forms: accepted, honeypot (answered alike and not recorded), or refused with its code.");

    public void Accepted() => Count("accepted", "");

    public void Honeypot() => Count("honeypot", "");

    public void Refused(string code) => Count("refused", code);

    private void Count(string outcome, string code) => _submissions.Add(1, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("code", code));
}

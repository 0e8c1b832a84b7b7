namespace LeadLifecycle.Server.Intake;

/// <summary>A lane's folded leads, the least recently used dropped first. Used by one lane only, so it needs no lock.</summary>
internal sealed class HeldLeads(int capacity)
{
    private readonly Dictionary<(string Workspace, Guid Lead), LinkedListNode<Entry>> _byLead = [];
    private readonly LinkedList<Entry> _byUse = new();

    public HeldLead? Find(string workspace, Guid leadId)
    {
        if (!_byLead.TryGetValue((workspace, leadId), out var node)) return null;
        _byUse.Remove(node);
        _byUse.AddFirst(node);
        return node.Value.Held;
    }

    public void Keep(string workspace, HeldLead held)
    {
        Drop(workspace, held.Lead.Id);
        _byLead[(workspace, held.Lead.Id)] = _byUse.AddFirst(new Entry(workspace, held));
        if (_byUse.Count > capacity) Drop(_byUse.Last!.Value.Workspace, _byUse.Last.Value.Held.Lead.Id);
    }

    public void Drop(string workspace, Guid leadId)
    {
        if (_byLead.Remove((workspace, leadId), out var node)) _byUse.Remove(node);
    }

    private sealed record Entry(string Workspace, HeldLead Held);
}

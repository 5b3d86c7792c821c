namespace PeerSupport.Screening;

/// <summary>How urgent a message is for a moderator. A message has one risk: the highest that any of its labels earns.</summary>
public enum Risk
{
    None,
    Low,
    Medium,
    High,
    Critical,
}

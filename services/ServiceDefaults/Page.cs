namespace PeerSupport.ServiceDefaults;

/// <summary>One page of a list that is read by key.</summary>
/// <param name="Items">The items, in the order of the list.</param>
/// <param name="Next">What to pass to get the following page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

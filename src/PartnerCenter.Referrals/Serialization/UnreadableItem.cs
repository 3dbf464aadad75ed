namespace PartnerCenter.Referrals;

/// <summary>Represents an item of a page that cannot be read.</summary>
/// <param name="Index">The position of the item in the page, counted from 0.</param>
/// <param name="Why">What is wrong with it, without a subject, such as <c>is no object</c>.</param>
internal sealed record UnreadableItem(int Index, string Why);

namespace PartnerCenter.Referrals;

/// <summary>
/// Is implemented by every model, and distinguishes a member that is null in the JSON, or was set to null, from one that is absent.
/// Members are numbered in the order of their declaration, which is that of the serializer's metadata. Lists keep the difference
/// themselves; see <see cref="IModelList"/>.
/// </summary>
internal interface IModel
{
    /// <summary>Returns whether a member without a value was read as null or set to null.</summary>
    bool IsNull(int member);

    /// <summary>Returns whether a text that is never null, such as an id, was read as an empty text or set to one.</summary>
    bool IsEmptyText(int member) => false;
}

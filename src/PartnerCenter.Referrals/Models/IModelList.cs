namespace PartnerCenter.Referrals;

/// <summary>Is implemented by the lists of the models, which distinguish the reasons for having no items.</summary>
internal interface IModelList
{
    /// <summary>Gets whether the JSON has no such member, and nobody has set one.</summary>
    bool IsAbsent { get; }

    /// <summary>Gets whether the list is null in the JSON.</summary>
    bool IsNull { get; }
}

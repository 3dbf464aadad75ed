namespace PartnerCenter.Referrals;

/// <summary>Is implemented by the converters of the models' lists, and tells the type of the items.</summary>
internal interface IListConverter
{
    Type ItemType { get; }
}

using System.Globalization;
using Microsoft.OData.Edm;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Builds the OData model of all members of wire contract 3. Members whose shape is not known are left out.</summary>
internal static class ReferralEdmModel
{
    private const string Namespace = "Referrals";

    public static (IEdmModel Model, IEdmEntitySet Referrals) Build()
    {
        EdmModel model = new();
        EdmEntityType referral = new(Namespace, "Referral");
        AddMembers(model, referral, ReferralSchema.Referral);
        model.AddElement(referral);
        EdmEntityContainer container = new(Namespace, "Container");
        model.AddElement(container);
        return (model, container.AddEntitySet("referrals", referral));
    }

    private static void AddMembers(EdmModel model, EdmStructuredType type, Schema schema)
    {
        foreach (Field field in schema.Members)
        {
            if (TypeOf(model, field) is { } member)
            {
                type.AddStructuralProperty(field.Name, member);
            }
        }
    }

    private static IEdmTypeReference? TypeOf(EdmModel model, Field field) => field.Kind switch
    {
        FieldKind.Text or FieldKind.Choice => EdmCoreModel.Instance.GetString(isNullable: true),
        FieldKind.Number => EdmCoreModel.Instance.GetDecimal(isNullable: true),
        FieldKind.Flag => EdmCoreModel.Instance.GetBoolean(isNullable: true),
        FieldKind.Date => EdmCoreModel.Instance.GetDateTimeOffset(isNullable: true),
        FieldKind.Object => new EdmComplexTypeReference(Complex(model, field.Schema!), isNullable: true),
        FieldKind.List when TypeOf(model, field.Item!) is { } item => EdmCoreModel.GetCollection(item),
        _ => null,
    };

    private static EdmComplexType Complex(EdmModel model, Schema schema)
    {
        // The names only have to differ: no message and no response contains them.
        string name = $"Part{model.SchemaElements.Count().ToString(CultureInfo.InvariantCulture)}";
        EdmComplexType type = new(Namespace, name);
        model.AddElement(type);
        AddMembers(model, type, schema);
        return type;
    }
}
